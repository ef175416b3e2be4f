package praetor.raft.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import praetor.raft.disk.DiskFile;

/**
 * Writes a snapshot file, big-endian:
 *
 * <pre>
 *  magic, u32 version, u32 length of the meta part, meta part, u32 CRC32C of all that
 *  per block: u32 length (not 0), u32 CRC32C, bytes
 *  end: u32 0, u64 bytes in all blocks, u32 CRC32C of that number and of every block's checksum
 * </pre>
 */
final class SnapshotOutput extends OutputStream {

  static final long MAGIC = 0x5052_4145_534e_4150L;
  static final int VERSION = 1;
  static final int BLOCK_BYTES = 256 << 10;

  private final DiskFile file;
  private final ByteBuffer block = ByteBuffer.allocate(8 + BLOCK_BYTES).position(8);
  private final CRC32C checksums = new CRC32C();
  private long position;
  private long total;

  SnapshotOutput(DiskFile file, byte[] meta) throws IOException {
    this.file = file;
    var header = ByteBuffer.allocate(16 + meta.length + 4);
    header.putLong(MAGIC).putInt(VERSION).putInt(meta.length).put(meta);
    header.putInt(checksum(header.slice(0, header.position()))).flip();
    append(header);
  }

  static int checksum(ByteBuffer bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** What the checksum at the end covers for each block, and at last for the total. */
  static void include(CRC32C checksums, int blockChecksum) {
    checksums.update(ByteBuffer.allocate(4).putInt(blockChecksum).flip());
  }

  @Override
  public void write(int b) throws IOException {
    if (!block.hasRemaining()) {
      endBlock();
    }
    block.put((byte) b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    while (left > 0) {
      if (!block.hasRemaining()) {
        endBlock();
      }
      int n = Math.min(left, block.remaining());
      block.put(bytes, at, n);
      at += n;
      left -= n;
    }
  }

  /** Writes the end and makes the file durable. */
  void finish() throws IOException {
    endBlock();
    var end = ByteBuffer.allocate(16);
    end.putInt(0).putLong(total);
    checksums.update(end.slice(4, 8));
    end.putInt((int) checksums.getValue()).flip();
    append(end);
    file.force();
  }

  private void endBlock() throws IOException {
    block.flip();
    int size = block.remaining() - 8;
    if (size > 0) {
      int checksum = checksum(block.slice(8, size));
      block.putInt(0, size).putInt(4, checksum);
      include(checksums, checksum);
      total += size;
      append(block);
    }
    block.clear().position(8);
  }

  private void append(ByteBuffer bytes) throws IOException {
    int size = bytes.remaining();
    file.write(bytes, position);
    position += size;
  }
}
