package praetor.agent.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.disk.SafeFiles;
import praetor.model.codec.Shape;

/**
 * Records of one type in a file to which each change adds a {@linkplain RecordLine line}; the last
 * line of an id counts. Without a file nothing is kept.
 *
 * <p>Changes that come at the same time share one force to disk. When most of the file no longer
 * counts it is written anew, also after a write that failed. What a crash left of a line was not
 * acknowledged and is dropped; with a damaged line the file is set aside as it was, and the other
 * lines count.
 *
 * <p>Safe for any thread, one per record.
 */
final class RecordLog<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  /** So much more than twice what counts may be in a file before it is written anew. */
  private static final long SPARE_BYTES = 1 << 20;

  private final Optional<Path> file;
  private final RecordLine<T> lines;
  private final Function<T, String> idOf;
  private final SharedForce force = new SharedForce(this::forceToDisk);

  // All guarded by this object.
  private final Map<String, T> kept = new LinkedHashMap<>();
  // Null when the file is not as it should be: the next force writes it anew.
  private @Nullable FileChannel channel;
  private long fileBytes;
  private long freshBytes;

  private RecordLog(Optional<Path> file, Shape<T> shape, Function<T, String> idOf) {
    this.file = file;
    this.lines = new RecordLine<>(shape);
    this.idOf = idOf;
  }

  /**
   * Opens a file with what it holds, or one that is to be.
   *
   * @param idOf tells records apart
   */
  static <T> RecordLog<T> open(Optional<Path> file, Shape<T> shape, Function<T, String> idOf)
      throws IOException {
    var log = new RecordLog<T>(file, shape, idOf);
    if (file.isPresent()) {
      log.read(file.get());
    }
    return log;
  }

  /** What is kept, in the order in which it first came. */
  synchronized List<T> records() {
    return List.copyOf(kept.values());
  }

  /** Keeps a record for good. */
  void save(T record) throws IOException {
    save(List.of(record));
  }

  /** Keeps records for good, with one force for all of them. */
  void save(List<T> records) throws IOException {
    var changes = new LinkedHashMap<String, Optional<T>>();
    records.forEach(record -> changes.put(idOf.apply(record), Optional.of(record)));
    change(changes);
  }

  /** Forgets a record for good; an unknown one is no error. */
  void delete(String id) throws IOException {
    change(Map.of(id, Optional.empty()));
  }

  private void change(Map<String, Optional<T>> changes) throws IOException {
    if (file.isEmpty()) {
      return;
    }
    var before = new LinkedHashMap<String, Optional<T>>();
    synchronized (this) {
      changes.forEach((id, record) -> before.put(id, Optional.ofNullable(kept.get(id))));
      if (before.equals(changes)) {
        return;
      }
      changes.forEach(this::keep);
      append(changes);
    }
    try {
      force.run();
    } catch (IOException e) {
      synchronized (this) {
        before.forEach(this::keep);
        drop();
      }
      throw e;
    }
  }

  private void keep(String id, Optional<T> record) {
    record.ifPresentOrElse(present -> kept.put(id, present), () -> kept.remove(id));
  }

  private void append(Map<String, Optional<T>> changes) {
    var to = channel;
    if (to == null) {
      return;
    }
    var added = new ByteArrayOutputStream();
    changes.forEach((id, record) -> added.writeBytes(lines.encode(id, record)));
    try {
      writeFully(to, added.toByteArray());
      fileBytes += added.size();
    } catch (IOException e) {
      LOG.warn("{} is written anew: {}", file.orElseThrow(), e.toString());
      drop();
    }
  }

  private static void writeFully(FileChannel to, byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
  }

  /** One at a time: nobody forces a channel that is being replaced. */
  private void forceToDisk() throws IOException {
    FileChannel to;
    synchronized (this) {
      to = channel;
      if (to == null || fileBytes > 2 * freshBytes + SPARE_BYTES) {
        writeAnew(file.orElseThrow());
        return;
      }
    }
    to.force(false);
  }

  private void writeAnew(Path path) throws IOException {
    drop();
    var all = new ByteArrayOutputStream();
    kept.forEach((id, record) -> all.writeBytes(lines.encode(id, Optional.of(record))));
    SafeFiles.write(path, all.toByteArray());
    goOn(path, all.size());
    freshBytes = fileBytes;
  }

  private void goOn(Path path, long size) throws IOException {
    channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    fileBytes = size;
  }

  /** The file is to be written anew. */
  private void drop() {
    var old = channel;
    channel = null;
    if (old != null) {
      try {
        old.close();
      } catch (IOException e) {
        LOG.warn("{} cannot be closed: {}", file.orElseThrow(), e.toString());
      }
    }
  }

  private synchronized void read(Path path) throws IOException {
    var content = SafeFiles.read(path).orElse(new byte[0]);
    int start = 0;
    int damaged = 0;
    for (int at = 0; at < content.length; at++) {
      if (content[at] == '\n') {
        var line = lines.decode(content, start, at);
        line.ifPresent(said -> keep(said.idBy(idOf), said.record()));
        damaged += line.isPresent() ? 0 : 1;
        start = at + 1;
      }
    }
    if (damaged > 0) {
      setAside(path, damaged);
    }
    if (damaged > 0 || start < content.length) {
      writeAnew(path);
    } else if (content.length > 0) {
      goOn(path, content.length);
    }
  }

  private static void setAside(Path path, int damaged) throws IOException {
    var aside = path.resolveSibling(path.getFileName() + ".bad");
    Files.copy(path, aside, StandardCopyOption.REPLACE_EXISTING);
    LOG.error("{}: {} lines cannot be read; it is set aside as {}", path, damaged, aside);
  }

  @Override
  public synchronized void close() {
    drop();
  }
}
