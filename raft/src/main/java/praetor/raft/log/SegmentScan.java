package praetor.raft.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import praetor.raft.disk.DiskFile;

/**
 * Reads a segment from its begin to its last good record, and judges what stands behind.
 *
 * <p>A batch is written only when the one before is durable. So after a crash the last batch may
 * miss any of its sectors, while every earlier batch is whole. Bytes that are no record are
 *
 * <ul>
 *   <li>a torn tail, to be cut, when no later batch is found behind them: that batch was never
 *       acknowledged;
 *   <li>damage, when a record of a later batch is found behind them: what they held was durable.
 * </ul>
 *
 * <p>In a segment that was closed in order, the CLOSED record is such a later batch. In a segment
 * that is followed by another, everything was durable; its owner compares the last index.
 */
final class SegmentScan {

  private static final int WINDOW_BYTES = 1 << 20;
  private static final ByteBuffer ZEROS = ByteBuffer.allocate(64 << 10).asReadOnlyBuffer();

  private final DiskFile file;
  private final long fileSize;
  private ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
  private long windowStart;

  SegmentScan(DiskFile file) throws IOException {
    this.file = file;
    this.fileSize = file.size();
  }

  /**
   * Where the good records end.
   *
   * @param end offset behind the last good record
   * @param why what is wrong with the bytes there; empty when the log was closed in order or the
   *     rest is zeros
   * @param laterBatchAt offset of a record behind it that belongs to a later batch
   */
  record End(int end, Optional<String> why, Optional<Long> laterBatchAt) {}

  Optional<SegmentHeader> header() throws IOException {
    fill(0, SegmentHeader.BYTES);
    try {
      return Optional.of(SegmentHeader.decode(window));
    } catch (DamagedRecordException e) {
      return Optional.empty();
    }
  }

  /** Hands each record and its offset to the consumer. */
  End records(long firstIndex, ObjIntConsumer<LogRecord> consumer) throws IOException {
    long expected = firstIndex;
    int at = SegmentHeader.BYTES;
    while (true) {
      try {
        var record = recordAt(at);
        if (record.index() != expected) {
          throw new DamagedRecordException(
              "has index " + record.index() + " instead of " + expected);
        }
        if (record.kind() == LogRecord.Kind.CLOSED) {
          return new End(at, Optional.empty(), Optional.empty());
        }
        consumer.accept(record, at);
        at += RecordCodec.size(record);
        expected++;
      } catch (DamagedRecordException e) {
        return judge(at, firstIndex, e);
      }
    }
  }

  /** Looks for a record of a batch that began behind the offset. */
  Optional<Long> laterBatch(int offset, long firstIndex) throws IOException {
    for (long at = offset + 1L; at + RecordCodec.HEADER_BYTES <= fileSize; at++) {
      int inWindow = fill(at, RecordCodec.HEADER_BYTES);
      if (RecordCodec.looksLikeRecord(window, inWindow, offset, firstIndex) && isRecord(at)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private End judge(int at, long firstIndex, DamagedRecordException problem) throws IOException {
    if (zerosFrom(at)) {
      return new End(at, Optional.empty(), Optional.empty());
    }
    return new End(
        at, Optional.of(String.valueOf(problem.getMessage())), laterBatch(at, firstIndex));
  }

  private LogRecord recordAt(long at) throws IOException, DamagedRecordException {
    int inWindow = fill(at, RecordCodec.HEADER_BYTES);
    int size = RecordCodec.HEADER_BYTES + RecordCodec.length(window, inWindow);
    if (at + size > fileSize) {
      throw new DamagedRecordException("cut off");
    }
    int place = fill(at, size);
    return RecordCodec.decode(window, place).record();
  }

  private boolean isRecord(long at) throws IOException {
    try {
      recordAt(at);
      return true;
    } catch (DamagedRecordException e) {
      return false;
    }
  }

  private boolean zerosFrom(long start) throws IOException {
    for (long at = start; at < fileSize; ) {
      int inWindow = fill(at, 1);
      int size = Math.min(window.limit() - inWindow, ZEROS.capacity());
      if (ZEROS.slice(0, size).mismatch(window.slice(inWindow, size)) >= 0) {
        return false;
      }
      at += size;
    }
    return true;
  }

  /** Makes a stretch readable, as far as the file has it; returns its place in the window. */
  private int fill(long at, int size) throws IOException {
    if (at >= windowStart && at + size <= windowStart + window.limit()) {
      return (int) (at - windowStart);
    }
    // Records share the window's bytes, so it is replaced and not filled again.
    int capacity = (int) Math.max(size, Math.min(WINDOW_BYTES, fileSize - at));
    window = ByteBuffer.allocate(capacity);
    windowStart = at;
    while (window.hasRemaining() && file.read(window, at + window.position()) >= 0) {
      // Short reads are repeated until the window or the file ends.
    }
    window.flip();
    return 0;
  }
}
