package praetor.raft.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import praetor.raft.disk.DiskFile;

/** Reads what {@link SnapshotOutput} wrote, block by verified block. */
final class SnapshotInput extends InputStream {

  private static final int META_BYTES_MAX = 1 << 20;

  private final DiskFile file;
  private final String name;
  private final byte[] meta;
  private final CRC32C checksums = new CRC32C();
  private ByteBuffer block = ByteBuffer.allocate(0);
  private long position;
  private long total;
  private boolean ended;

  SnapshotInput(DiskFile file, String name) throws IOException {
    this.file = file;
    this.name = name;
    this.meta = readHeader();
  }

  byte[] meta() {
    return meta.clone();
  }

  /** Reads to the end, which verifies everything. */
  void verify() throws IOException {
    while (nextBlock()) {
      // Each block is verified as it is read.
    }
  }

  @Override
  public int read() throws IOException {
    return block.hasRemaining() || nextBlock() ? block.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!block.hasRemaining() && !nextBlock()) {
      return -1;
    }
    int n = Math.min(length, block.remaining());
    block.get(target, offset, n);
    return n;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private byte[] readHeader() throws IOException {
    var start = next(16);
    if (start.getLong(0) != SnapshotOutput.MAGIC) {
      throw damaged("it is no snapshot");
    }
    if (start.getInt(8) != SnapshotOutput.VERSION) {
      throw damaged("it has the unknown version " + start.getInt(8));
    }
    int length = start.getInt(12);
    if (length < 0 || length > META_BYTES_MAX) {
      throw damaged("its header is garbled");
    }
    var rest = next(length + 4);
    var all = ByteBuffer.allocate(16 + length).put(start).put(rest.slice(0, length)).flip();
    if (rest.getInt(length) != SnapshotOutput.checksum(all)) {
      throw damaged("its header is garbled");
    }
    var bytes = new byte[length];
    rest.get(0, bytes);
    return bytes;
  }

  private boolean nextBlock() throws IOException {
    if (ended) {
      return false;
    }
    int size = next(4).getInt(0);
    if (size == 0) {
      end();
      return false;
    }
    if (size < 0 || size > SnapshotOutput.BLOCK_BYTES) {
      throw damaged("impossible block length at offset " + (position - 4));
    }
    int checksum = next(4).getInt(0);
    block = next(size);
    if (checksum != SnapshotOutput.checksum(block.duplicate())) {
      throw damaged("wrong checksum of the block at offset " + (position - size));
    }
    SnapshotOutput.include(checksums, checksum);
    total += size;
    return true;
  }

  private void end() throws IOException {
    var end = next(12);
    checksums.update(end.slice(0, 8));
    if (end.getLong(0) != total || end.getInt(8) != (int) checksums.getValue()) {
      throw damaged("its end does not fit its blocks");
    }
    ended = true;
    block = ByteBuffer.allocate(0);
  }

  private ByteBuffer next(int size) throws IOException {
    if (file.size() - position < size) {
      throw damaged("it is cut off at offset " + file.size());
    }
    var buffer = ByteBuffer.allocate(size);
    file.readFully(buffer, position);
    position += size;
    return buffer.flip();
  }

  private DamagedStoreException damaged(String what) {
    return new DamagedStoreException("snapshot " + name + " is damaged: " + what);
  }
}
