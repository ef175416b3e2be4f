package praetor.raft.log;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The newest records, for followers that are a little late. Guarded by the lock of the log. */
final class TailCache {

  private static final int RECORDS_MAX = 4_096;

  private final int bytesMax;
  private final @Nullable LogRecord[] ring;
  private long oldest = 1;
  private long newest;
  private int bytes;

  TailCache(int bytesMax) {
    this.bytesMax = bytesMax;
    this.ring = new LogRecord[bytesMax == 0 ? 0 : RECORDS_MAX];
  }

  void add(LogRecord record) {
    if (ring.length == 0) {
      return;
    }
    if (record.index() != newest + 1) {
      clear(record.index());
    }
    ring[slot(record.index())] = record;
    newest = record.index();
    bytes += record.payload().remaining();
    while (oldest < newest && (bytes > bytesMax || newest - oldest >= ring.length - 1)) {
      evict();
    }
  }

  Optional<LogRecord> get(long index) {
    return index < oldest || index > newest
        ? Optional.empty()
        : Optional.ofNullable(ring[slot(index)]);
  }

  /** Forgets everything; the next record has this index. */
  void clear(long next) {
    while (oldest <= newest) {
      evict();
    }
    oldest = next;
    newest = next - 1;
  }

  private void evict() {
    var record = ring[slot(oldest)];
    if (record != null) {
      bytes -= record.payload().remaining();
      ring[slot(oldest)] = null;
    }
    oldest++;
  }

  private int slot(long index) {
    return (int) (index % ring.length);
  }
}
