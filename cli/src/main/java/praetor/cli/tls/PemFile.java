package praetor.cli.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Pattern;
import praetor.cli.command.CommandException;
import praetor.cli.command.Terminal;
import praetor.client.Environment;
import praetor.model.tls.Pem;

/** Files of certificates and keys. Source: RFC 7468; texts and modes of Consul 1.21.4. */
final class PemFile {

  private static final Pattern FIRST_TYPE = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");

  private PemFile() {}

  /** What the first block of a text is. */
  static Optional<String> firstType(String text) {
    var begin = FIRST_TYPE.matcher(text);
    return begin.find() ? Optional.of(begin.group(1)) : Optional.empty();
  }

  /** Reads a file; the failure begins with what was to be read. */
  static String read(String what, String file) throws CommandException {
    try {
      return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw new CommandException(what + Environment.openFailure(file, unreadable));
    }
  }

  static void refuseExisting(String file) throws CommandException {
    if (Files.exists(Path.of(file))) {
      throw new CommandException(file + " already exists.");
    }
  }

  static void writeCertificate(String file, byte[] certificate, Terminal terminal)
      throws CommandException {
    write(file, Pem.text("CERTIFICATE", certificate), terminal);
  }

  /** Nobody but the owner ever sees the key. */
  static void writeKey(String file, String key, Terminal terminal) throws CommandException {
    write(
        file,
        key,
        terminal,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static void write(
      String file, String text, Terminal terminal, FileAttribute<?>... attributes)
      throws CommandException {
    var path = Path.of(file).toAbsolutePath();
    try {
      Files.createDirectories(Optional.ofNullable(path.getParent()).orElse(path));
      Files.createFile(path, attributes);
      Files.writeString(path, text, StandardOpenOption.WRITE);
    } catch (IOException failure) {
      throw new CommandException(Environment.openFailure(file, failure));
    }
    terminal.out().print("==> Saved " + file + "\n");
  }
}
