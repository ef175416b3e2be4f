package praetor.raft.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The first bytes of a segment, big-endian: magic, u32 version, u32 flags, u64 first index, u32
 * zero, u32 CRC32C of what precedes.
 *
 * @param firstIndex index of the first entry
 * @param fresh whether the log begins anew here: earlier segments are void and are about to be
 *     deleted
 */
record SegmentHeader(long firstIndex, boolean fresh) {

  static final int BYTES = 32;

  private static final long MAGIC = 0x5052_4145_544c_4f47L;
  private static final int VERSION = 1;
  private static final int FRESH = 1;
  private static final int CRC_AT = 28;

  ByteBuffer encode() {
    var buffer = ByteBuffer.allocate(BYTES);
    buffer
        .putLong(MAGIC)
        .putInt(VERSION)
        .putInt(fresh ? FRESH : 0)
        .putLong(firstIndex)
        .putInt(0)
        .putInt(checksum(buffer));
    return buffer.flip();
  }

  static SegmentHeader decode(ByteBuffer source) throws DamagedRecordException {
    if (source.remaining() < BYTES) {
      throw new DamagedRecordException("no room for a segment header");
    }
    if (source.getLong(0) != MAGIC || source.getInt(CRC_AT) != checksum(source)) {
      throw new DamagedRecordException("not a segment header");
    }
    if (source.getInt(8) != VERSION) {
      throw new DamagedRecordException("segment of unknown version " + source.getInt(8));
    }
    return new SegmentHeader(source.getLong(16), (source.getInt(12) & FRESH) != 0);
  }

  private static int checksum(ByteBuffer buffer) {
    var crc = new CRC32C();
    crc.update(buffer.slice(0, CRC_AT));
    return (int) crc.getValue();
  }
}
