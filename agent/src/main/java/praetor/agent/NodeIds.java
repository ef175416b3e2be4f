package praetor.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.disk.SafeFiles;

/**
 * The id by which an agent is known for its whole life: drawn once and kept in the data directory.
 */
final class NodeIds {
  private static final Logger LOG = LoggerFactory.getLogger("agent");
  private static final String FILE = "node-id";

  private NodeIds() {}

  /**
   * The id given, else the one kept, else a new one. What is found or drawn is kept.
   *
   * @param dataDir empty for an agent without a disk
   */
  static String find(Optional<String> given, Optional<Path> dataDir) throws IOException {
    if (dataDir.isEmpty()) {
      return given.orElseGet(() -> UUID.randomUUID().toString());
    }
    var file = dataDir.get().resolve(FILE);
    var kept = kept(file);
    var id = given.or(() -> kept).orElseGet(() -> UUID.randomUUID().toString());
    if (kept.isEmpty() || !kept.get().equals(id)) {
      SafeFiles.write(file, id.getBytes(StandardCharsets.UTF_8));
    }
    return id;
  }

  private static Optional<String> kept(Path file) throws IOException {
    var content = SafeFiles.read(file);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    var text = new String(content.get(), StandardCharsets.UTF_8).strip();
    try {
      return Optional.of(UUID.fromString(text).toString());
    } catch (IllegalArgumentException _) {
      LOG.warn("{} does not hold a node id; set aside as {}", file, SafeFiles.setAside(file));
      return Optional.empty();
    }
  }
}
