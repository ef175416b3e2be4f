package praetor.cli.agent;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import praetor.agent.config.AgentConfig;
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

  private NodeIdentity() {}

  /** Makes sure of the data folder and of an id in it. */
  static AgentConfig settle(AgentConfig config) throws CommandException {
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
      return config.withNodeId(kept(folder.resolve(FILE), given));
    } catch (IOException unusable) {
      throw new CommandException(
          "cannot use the data directory %s: %s".formatted(folder, reason(unusable)));
    }
  }

  private static String kept(Path file, Optional<String> given)
      throws IOException, CommandException {
    if (given.isEmpty() && Files.exists(file)) {
      var id = Files.readString(file).strip().toLowerCase(Locale.ROOT);
      check(id);
      return id;
    }
    var id = given.orElseGet(() -> UUID.randomUUID().toString());
    Files.writeString(file, id);
    return id;
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
