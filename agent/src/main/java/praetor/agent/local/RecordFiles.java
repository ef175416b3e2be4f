package praetor.agent.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.disk.SafeFiles;
import praetor.model.DecodeException;
import praetor.model.codec.JsonPath;
import praetor.model.codec.Shape;

/**
 * Records of one type in a folder, one JSON file for each, named by a hash of the record's id.
 * Without a folder nothing is kept.
 *
 * <p>A file that cannot be read is set aside and reported; the others count. Safe for any thread,
 * one per record.
 */
final class RecordFiles<T> {
  private static final Logger LOG = LoggerFactory.getLogger("agent");
  private static final String SUFFIX = ".json";
  private static final String UNFINISHED = ".tmp";

  private final Optional<Path> folder;
  private final Optional<SharedForce> force;
  private final Shape<T> shape;
  private final Function<T, String> idOf;
  // What the files hold: an equal record is not written again.
  private final Map<String, T> kept = new ConcurrentHashMap<>();

  RecordFiles(Optional<Path> folder, Shape<T> shape, Function<T, String> idOf) throws IOException {
    this.folder = folder;
    this.force = folder.map(path -> new SharedForce(() -> SafeFiles.forceFolder(path)));
    this.shape = shape;
    this.idOf = idOf;
    if (folder.isPresent()) {
      Files.createDirectories(folder.get());
    }
  }

  /** Keeps a record for good. */
  void save(T record) throws IOException {
    var id = idOf.apply(record);
    if (folder.isPresent() && !record.equals(kept.get(id))) {
      SafeFiles.replace(file(folder.get(), id), shape.toJson(record));
      forceFolder();
      kept.put(id, record);
    }
  }

  /** Forgets a record for good; an unknown one is no error. */
  void delete(String id) throws IOException {
    if (folder.isPresent() && kept.remove(id) != null) {
      Files.deleteIfExists(file(folder.get(), id));
      forceFolder();
    }
  }

  private void forceFolder() throws IOException {
    if (force.isPresent()) {
      force.get().run();
    }
  }

  /** Reads all records, in no particular order. */
  List<T> load() throws IOException {
    var records = new ArrayList<T>();
    if (folder.isPresent()) {
      for (var file : files(folder.get())) {
        read(file).ifPresent(records::add);
      }
    }
    return records;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      var all = files.toList();
      for (var file : all) {
        // A crash left it before it had its name; the file of that name is the old one.
        if (file.toString().endsWith(UNFINISHED)) {
          Files.deleteIfExists(file);
        }
      }
      return all.stream().filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private Optional<T> read(Path file) throws IOException {
    var content = SafeFiles.read(file);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    try {
      var record = shape.parse(content.get(), JsonPath.lenient());
      var id = idOf.apply(record);
      if (!file.getFileName().toString().equals(name(id))) {
        throw new DecodeException("it does not hold what its name says");
      }
      kept.put(id, record);
      return Optional.of(record);
    } catch (DecodeException e) {
      LOG.error(
          "{} cannot be read: {}; set aside as {}", file, e.getMessage(), SafeFiles.setAside(file));
      return Optional.empty();
    }
  }

  private static Path file(Path folder, String id) {
    return folder.resolve(name(id));
  }

  private static String name(String id) {
    var hash = ContentHash.sha256(id.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash) + SUFFIX;
  }
}
