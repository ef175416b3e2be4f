package praetor.cli.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import praetor.agent.config.AgentConfig;
import praetor.agent.disk.SafeFiles;
import praetor.cli.command.CommandException;

/**
 * The node's id: as given, as kept in {@code node-id} of the data folder, or a new one that is kept
 * there.
 */
final class NodeIdentity {

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final int UUID_LENGTH = 36;
  private static final String FILE = "node-id";
  // Read only when the file itself is damaged.
  private static final String COPY = "node-id.copy";

  private NodeIdentity() {}

  /**
   * Makes sure of the data folder and of an id in it.
   *
   * @param report told in one sentence what was wrong and is mended
   */
  static AgentConfig settle(AgentConfig config, Consumer<String> report) throws CommandException {
    var given = config.node().id().map(id -> id.toLowerCase(Locale.ROOT));
    if (given.isPresent()) {
      check(given.get());
    }
    if (config.dataDir().isEmpty()) {
      return config.withNodeId(given.orElseGet(() -> UUID.randomUUID().toString()));
    }
    var folder = config.dataDir().get();
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      var id = given.isPresent() ? given.get() : kept(folder, report);
      write(folder.resolve(FILE), id);
      write(folder.resolve(COPY), id);
      return config.withNodeId(id);
    } catch (IOException unusable) {
      throw new CommandException(
          "cannot use the data directory %s: %s".formatted(folder, reason(unusable)));
    }
  }

  /** Whoever deletes the file wants another id; a damaged one must not cost a server its vote. */
  private static String kept(Path folder, Consumer<String> report) throws IOException {
    var file = folder.resolve(FILE);
    var text = SafeFiles.read(file);
    var id = text.flatMap(NodeIdentity::id);
    if (id.isPresent()) {
      return id.get();
    }
    var fresh = UUID.randomUUID().toString();
    if (text.isEmpty()) {
      return fresh;
    }
    var aside = SafeFiles.setAside(file);
    var copy = SafeFiles.read(folder.resolve(COPY)).flatMap(NodeIdentity::id);
    report.accept(
        "the file %s holds no node id: it is now %s, and the node has %s"
            .formatted(
                file, aside, copy.map(c -> "its id again: " + c).orElse("a new id: " + fresh)));
    return copy.orElse(fresh);
  }

  private static Optional<String> id(byte[] file) {
    return Optional.of(new String(file, StandardCharsets.ISO_8859_1))
        .map(text -> text.strip().toLowerCase(Locale.ROOT))
        .filter(text -> UUID_TEXT.matcher(text).matches());
  }

  private static void write(Path file, String id) throws IOException {
    if (SafeFiles.read(file).flatMap(NodeIdentity::id).filter(id::equals).isEmpty()) {
      SafeFiles.write(file, id.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static void check(String id) throws CommandException {
    if (!UUID_TEXT.matcher(id).matches()) {
      throw new CommandException(
          "failed to setup node ID: specified NodeID is invalid: "
              + (id.length() == UUID_LENGTH
                  ? "uuid is improperly formatted"
                  : "uuid string is wrong length"));
    }
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "it is a file";
      case FileSystemException problem when problem.getReason() != null -> problem.getReason();
      default -> String.valueOf(failure.getMessage());
    };
  }
}
