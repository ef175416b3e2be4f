package praetor.gossip.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.stream.Collectors;
import praetor.gossip.wire.Keyring;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;

/**
 * Keys on disk: a JSON list of base64 texts, the primary key first, readable by nobody else.
 *
 * <p>Source: data_dir/serf/local.keyring of Consul.
 */
public final class KeyringFile {
  private KeyringFile() {}

  /**
   * Reads a keyring.
   *
   * @throws IOException if the file cannot be read, or holds no keyring
   */
  public static Keyring load(Path file) throws IOException {
    try {
      return parse(Files.readAllBytes(file));
    } catch (DecodeException | IllegalArgumentException e) {
      throw new IOException("keyring " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Keyring parse(byte[] json) throws DecodeException {
    if (!(JsonReader.read(json) instanceof JsonValue.Arr(var values))) {
      throw new DecodeException("no list");
    }
    var keys = new ArrayList<Bytes>();
    for (var value : values) {
      if (!(value instanceof JsonValue.Str(var text))) {
        throw new DecodeException("no text in the list");
      }
      keys.add(Bytes.owned(Base64.getDecoder().decode(text)));
    }
    return new Keyring(keys);
  }

  /** Writes a keyring: a crash leaves the old file or the new one. */
  public static void save(Path file, Keyring keyring) throws IOException {
    var json =
        keyring.keys().stream()
            .map(key -> '"' + Base64.getEncoder().encodeToString(key.array()) + '"')
            .collect(Collectors.joining(",\n  ", "[\n  ", "\n]"));
    var fresh = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(fresh, json.getBytes(StandardCharsets.UTF_8));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
