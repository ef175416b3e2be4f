package praetor.raft.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The layout of a record, big-endian:
 *
 * <pre>
 *  0  u32  CRC32C of everything after it
 *  4  u32  length of the payload
 *  8  u64  index
 * 16  u64  term
 * 24  u32  offset in the file of the first record of the batch
 * 28  u8   kind, never 0, so that a zeroed stretch holds no record
 * 29  u24  zero
 * 32       payload
 * </pre>
 *
 * <p>A batch is what was written and synced together. Because a batch is begun only after the one
 * before is durable, its offset tells a torn batch from damage (see {@link SegmentScan}).
 */
final class RecordCodec {

  static final int HEADER_BYTES = 32;

  /** More than any entry may have: a larger length is garbage. */
  static final int PAYLOAD_BYTES_MAX = 256 << 20;

  private static final int LENGTH_AT = 4;
  private static final int INDEX_AT = 8;
  private static final int TERM_AT = 16;
  private static final int BATCH_AT = 24;
  private static final int KIND_AT = 28;

  private RecordCodec() {}

  /** A decoded record and the offset of its batch. */
  record Placed(LogRecord record, int batchStart) {}

  static int size(LogRecord record) {
    return HEADER_BYTES + record.payload().remaining();
  }

  /** Appends a record to a buffer that has room for it. */
  static void encode(LogRecord record, int batchStart, ByteBuffer target, CRC32C crc) {
    int start = target.position();
    target
        .putInt(0)
        .putInt(record.payload().remaining())
        .putLong(record.index())
        .putLong(record.term())
        .putInt(batchStart)
        .putInt(record.kind().code() << 24)
        .put(record.payload().duplicate());
    target.putInt(start, checksum(target, start, target.position() - start, crc));
  }

  /** The payload length that a header claims. */
  static int length(ByteBuffer source, int at) throws DamagedRecordException {
    if (source.limit() - at < HEADER_BYTES) {
      throw new DamagedRecordException("no room for a header");
    }
    int length = source.getInt(at + LENGTH_AT);
    if (length < 0 || length > PAYLOAD_BYTES_MAX) {
      throw new DamagedRecordException("impossible length " + Integer.toUnsignedString(length));
    }
    return length;
  }

  /**
   * Reads the record at an absolute position of a buffer; the payload shares the buffer's bytes.
   *
   * @throws DamagedRecordException whatever the bytes, when they are not a record
   */
  static Placed decode(ByteBuffer source, int at) throws DamagedRecordException {
    int length = length(source, at);
    if (source.limit() - at - HEADER_BYTES < length) {
      throw new DamagedRecordException("cut off");
    }
    if (source.getInt(at) != checksum(source, at, HEADER_BYTES + length, new CRC32C())) {
      throw new DamagedRecordException("wrong checksum");
    }
    var kind = LogRecord.Kind.of(source.get(at + KIND_AT));
    var payload = source.slice(at + HEADER_BYTES, length);
    var record =
        new LogRecord(source.getLong(at + INDEX_AT), source.getLong(at + TERM_AT), kind, payload);
    return new Placed(record, source.getInt(at + BATCH_AT));
  }

  /**
   * Whether a header could be that of a record: cheap enough to ask at every byte of a file.
   *
   * @param batchesAfter offset behind which the record's batch must begin
   * @param firstIndex index of the first record of the file, which has no more than 2^31 of them
   */
  static boolean looksLikeRecord(ByteBuffer source, int at, int batchesAfter, long firstIndex) {
    return LogRecord.Kind.isCode(source.get(at + KIND_AT))
        && source.getInt(at + BATCH_AT) > batchesAfter
        && source.getLong(at + INDEX_AT) >= firstIndex
        && source.getLong(at + INDEX_AT) <= firstIndex + Integer.MAX_VALUE
        && source.getInt(at + LENGTH_AT) >= 0
        && source.getInt(at + LENGTH_AT) <= PAYLOAD_BYTES_MAX;
  }

  private static int checksum(ByteBuffer buffer, int at, int size, CRC32C crc) {
    crc.reset();
    crc.update(buffer.slice(at + LENGTH_AT, size - LENGTH_AT));
    return (int) crc.getValue();
  }
}
