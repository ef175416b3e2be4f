package praetor.raft.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import praetor.raft.disk.Disk;
import praetor.raft.disk.DiskFile;

/**
 * The log as a row of segments.
 *
 * <p>An append is one write and one sync, outside the lock, and is visible only when it is durable:
 * readers never wait for the disk's writes and never see what a crash could take back. The order of
 * deletions keeps the segments gapless at every moment, so that a gap found at the start is damage.
 *
 * <p>One thread appends, truncates and resets; any thread reads. After a failed write or sync the
 * log accepts nothing more: what the failed one left behind is judged at the next start.
 */
public final class SegmentedLog implements Closeable {

  /** A batch larger than this is written in several pieces, and synced once. */
  private static final int BUFFER_BYTES = 1 << 20;

  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(256 << 10).asReadOnlyBuffer();

  private final Disk disk;
  private final String folder;
  private final LogOptions options;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final TreeMap<Long, Segment> segments = new TreeMap<>();
  private final TailCache cache;
  private final CRC32C crc = new CRC32C();
  private ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
  private long allocated;
  private boolean failed;
  private boolean closed;

  SegmentedLog(Disk disk, String folder, LogOptions options) {
    this.disk = disk;
    this.folder = folder;
    this.options = options;
    this.cache = new TailCache(options.cacheBytes());
  }

  /**
   * Opens the log of a folder, or begins one at index 1.
   *
   * @param configurations told the CONFIGURATION records found, in order
   * @throws DamagedLogException when something that was durable cannot be read
   */
  public static SegmentedLog open(
      Disk disk, String folder, LogOptions options, Consumer<LogRecord> configurations)
      throws IOException {
    disk.createFolder(folder);
    var log = new SegmentedLog(disk, folder, options);
    try {
      new LogRecovery(disk, folder, configurations)
          .recover()
          .forEach(segment -> log.segments.put(segment.firstIndex(), segment));
      if (log.segments.isEmpty()) {
        log.begin(1, false);
      }
      log.allocated = log.newest().file().size();
      return log;
    } catch (IOException e) {
      log.closeFiles();
      throw e;
    }
  }

  public LogOptions options() {
    return options;
  }

  public long firstIndex() {
    return reading(() -> segments.firstKey());
  }

  /** Highest index, or one less than {@link #firstIndex} when the log is empty. */
  public long lastIndex() {
    return reading(() -> newest().lastIndex());
  }

  /** Bytes of all segments, without what is filled ahead. */
  public long bytes() {
    return reading(() -> segments.values().stream().mapToLong(Segment::end).sum());
  }

  /**
   * Reads an entry; empty when the log does not hold that index.
   *
   * @throws DamagedLogException when the entry cannot be read any more
   */
  public Optional<LogRecord> read(long index) throws IOException {
    lock.readLock().lock();
    try {
      var cached = cache.get(index);
      if (cached.isPresent()) {
        return cached;
      }
      var segment = segments.floorEntry(index);
      if (segment == null || index > segment.getValue().lastIndex()) {
        return Optional.empty();
      }
      return Optional.of(read(segment.getValue(), index));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Appends a batch whose indexes follow the last one. When it returns, the batch is durable. */
  public void append(List<LogRecord> batch) throws IOException {
    if (batch.isEmpty()) {
      return;
    }
    changing(
        () -> {
          check(batch);
          var segment = roomFor(batch);
          write(segment.file(), batch, segment.end());
          segment.file().force();
          publish(segment, batch);
        });
  }

  /** Gives up entries before an index; whole segments are deleted. */
  public void truncatePrefix(long firstKept) throws IOException {
    if (firstKept <= firstIndex()) {
      return;
    }
    if (firstKept > lastIndex()) {
      reset(firstKept);
      return;
    }
    changing(
        () -> {
          while (segments.size() > 1 && segments.firstEntry().getValue().lastIndex() < firstKept) {
            delete(segments.firstEntry());
          }
        });
  }

  /** Takes back the entries behind an index. */
  public void truncateSuffix(long lastKept) throws IOException {
    if (lastKept >= lastIndex()) {
      return;
    }
    if (lastKept < firstIndex()) {
      reset(lastKept + 1);
      return;
    }
    changing(
        () -> {
          deleteFrom(lastKept + 1);
          var segment = newest();
          if (segment.lastIndex() > lastKept) {
            writing(() -> segment.forgetAfter(lastKept));
          }
          cutTo(segment);
        });
  }

  /**
   * Empties the log; the next entry has the given index. A crash meanwhile may leave the entries as
   * they were, without those from that index on, or an empty log that begins at 1: the caller has a
   * snapshot of what comes before the index.
   */
  public void reset(long nextIndex) throws IOException {
    // For once under the lock: in between there may be no segment at all.
    lock.writeLock().lock();
    try {
      changing(
          () -> {
            deleteFrom(nextIndex);
            begin(nextIndex, true);
            cache.clear(nextIndex);
            while (segments.size() > 1) {
              delete(segments.firstEntry());
            }
          });
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Notes that the log was closed in order, unless it has failed, and closes its files. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (!failed) {
        var segment = newest();
        var mark =
            new LogRecord(
                segment.lastIndex() + 1, 0, LogRecord.Kind.CLOSED, ByteBuffer.allocate(0));
        write(segment.file(), List.of(mark), segment.end());
        segment.file().force();
      }
    } finally {
      closeFiles();
    }
  }

  private void check(List<LogRecord> batch) {
    long expected = newest().lastIndex() + 1;
    for (var record : batch) {
      if (record.index() != expected++) {
        throw new IllegalArgumentException(
            "index " + record.index() + " does not follow " + (expected - 2));
      }
    }
  }

  private LogRecord read(Segment segment, long index) throws IOException {
    try {
      var record = segment.read(index);
      if (record.index() != index) {
        throw new DamagedRecordException("has index " + record.index());
      }
      return record;
    } catch (DamagedRecordException e) {
      throw new DamagedLogException(
          "log entry %d in %s at offset %d is damaged: %s"
              .formatted(index, describe(segment), segment.offset(index), e.getMessage()));
    }
  }

  private Segment roomFor(List<LogRecord> batch) throws IOException {
    var segment = newest();
    if (segment.end() < options.segmentBytes()) {
      return segment;
    }
    return begin(batch.getFirst().index(), false);
  }

  /** Creates a segment; its name is durable before anything in it is acknowledged. */
  private Segment begin(long firstIndex, boolean fresh) throws IOException {
    var path = path(Segment.nameOf(firstIndex));
    var file = disk.create(path);
    try {
      file.write(new SegmentHeader(firstIndex, fresh).encode(), 0);
      file.force();
      disk.syncFolder(folder);
    } catch (IOException e) {
      file.close();
      throw e;
    }
    var segment = new Segment(firstIndex, file);
    writing(() -> segments.put(firstIndex, segment));
    allocated = SegmentHeader.BYTES;
    return segment;
  }

  private void write(DiskFile file, List<LogRecord> batch, int start) throws IOException {
    long at = start;
    buffer.clear();
    for (var record : batch) {
      if (buffer.remaining() < RecordCodec.size(record)) {
        at = flush(file, at);
        grow(RecordCodec.size(record));
      }
      RecordCodec.encode(record, start, buffer, crc);
    }
    at = flush(file, at);
    if (at > allocated) {
      allocated = fillAhead(file, at);
    }
  }

  private long flush(DiskFile file, long at) throws IOException {
    buffer.flip();
    int size = buffer.remaining();
    file.write(buffer, at);
    buffer.clear();
    return at + size;
  }

  /** Gives the buffer room for a record, and more as batches need it, up to a limit. */
  private void grow(int size) {
    int capacity = Math.max(size, Math.min(BUFFER_BYTES, buffer.capacity() * 2));
    if (capacity > buffer.capacity()) {
      buffer = ByteBuffer.allocateDirect(capacity);
    }
  }

  private long fillAhead(DiskFile file, long from) throws IOException {
    if (options.chunkBytes() == 0) {
      return from;
    }
    long to = (from / options.chunkBytes() + 1) * options.chunkBytes();
    for (long at = from; at < to; ) {
      int size = (int) Math.min(ZEROS.capacity(), to - at);
      file.write(ZEROS.slice(0, size), at);
      at += size;
    }
    return to;
  }

  private void publish(Segment segment, List<LogRecord> batch) {
    writing(
        () -> {
          for (var record : batch) {
            segment.add(segment.end(), RecordCodec.size(record));
            cache.add(record);
          }
        });
  }

  /** Deletes the segments that begin at an index or behind it, the last one first. */
  private void deleteFrom(long index) throws IOException {
    while (!segments.isEmpty() && segments.lastKey() >= index) {
      delete(segments.lastEntry());
    }
  }

  private void delete(Map.Entry<Long, Segment> entry) throws IOException {
    var segment = entry.getValue();
    writing(() -> segments.remove(entry.getKey()));
    segment.file().close();
    disk.delete(path(segment.name()));
    // One by one: a crash must not keep a later deletion and undo an earlier one.
    disk.syncFolder(folder);
  }

  /** Removes what stands behind the last record, so that it can never be taken for an entry. */
  private void cutTo(Segment segment) throws IOException {
    segment.file().truncate(segment.end());
    segment.file().force();
    allocated = segment.end();
    writing(() -> cache.clear(segment.lastIndex() + 1));
  }

  private Segment newest() {
    return segments.lastEntry().getValue();
  }

  private String path(String name) {
    return folder + "/" + name;
  }

  private String describe(Segment segment) {
    return disk.describe(path(segment.name()));
  }

  private void closeFiles() throws IOException {
    for (var segment : segments.values()) {
      segment.file().close();
    }
  }

  /** Runs a change of the files; when it fails, nothing may be changed any more. */
  private void changing(Change change) throws IOException {
    if (failed || closed) {
      throw new IOException("the log accepts nothing after a failure or its end");
    }
    boolean done = false;
    try {
      change.run();
      done = true;
    } finally {
      failed = !done;
    }
  }

  private void writing(Runnable change) {
    lock.writeLock().lock();
    try {
      change.run();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private long reading(Read read) {
    lock.readLock().lock();
    try {
      return read.run();
    } finally {
      lock.readLock().unlock();
    }
  }

  @FunctionalInterface
  private interface Change {
    void run() throws IOException;
  }

  @FunctionalInterface
  private interface Read {
    long run();
  }
}
