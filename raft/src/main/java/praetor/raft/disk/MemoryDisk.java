package praetor.raft.disk;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** A folder tree in memory, gone with the process: for servers started with {@code -dev}. */
public final class MemoryDisk implements Disk {

  private final Map<String, MemoryFile> files = new ConcurrentSkipListMap<>();

  @Override
  public void createFolder(String folder) {
    // A folder is only a prefix of names here.
  }

  @Override
  public List<String> list(String folder) {
    var prefix = folder + "/";
    return files.keySet().stream()
        .filter(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()))
        .toList();
  }

  @Override
  public boolean exists(String path) {
    return files.containsKey(path);
  }

  @Override
  public DiskFile create(String path) {
    var file = new MemoryFile();
    files.put(path, file);
    return file;
  }

  @Override
  public DiskFile open(String path) throws IOException {
    var file = files.get(path);
    if (file == null) {
      throw new FileNotFoundException(path);
    }
    return file;
  }

  @Override
  public void rename(String from, String to) throws IOException {
    var file = files.remove(from);
    if (file == null) {
      throw new FileNotFoundException(from);
    }
    files.put(to, file);
  }

  @Override
  public void delete(String path) {
    files.remove(path);
  }

  @Override
  public void syncFolder(String folder) {
    // Nothing here outlives the process.
  }

  @Override
  public String describe(String path) {
    return "memory:" + path;
  }

  @Override
  public void close() {
    files.clear();
  }

  /** Bytes in blocks, so that growing copies nothing. */
  private static final class MemoryFile implements DiskFile {

    private static final int BLOCK_BYTES = 64 << 10;

    private final List<byte[]> blocks = new ArrayList<>();
    private long size;

    @Override
    public synchronized int read(ByteBuffer target, long position) {
      if (position >= size) {
        return -1;
      }
      int total = 0;
      long at = position;
      while (target.hasRemaining() && at < size) {
        int offset = (int) (at % BLOCK_BYTES);
        int n = (int) Math.min(target.remaining(), Math.min(BLOCK_BYTES - offset, size - at));
        target.put(blocks.get((int) (at / BLOCK_BYTES)), offset, n);
        at += n;
        total += n;
      }
      return total;
    }

    @Override
    public synchronized void write(ByteBuffer source, long position) {
      long at = position;
      grow(position + source.remaining());
      while (source.hasRemaining()) {
        int offset = (int) (at % BLOCK_BYTES);
        int n = Math.min(source.remaining(), BLOCK_BYTES - offset);
        source.get(blocks.get((int) (at / BLOCK_BYTES)), offset, n);
        at += n;
      }
    }

    @Override
    public void force() {
      // Nothing here outlives the process.
    }

    @Override
    public synchronized long size() {
      return size;
    }

    @Override
    public synchronized void truncate(long newSize) {
      if (newSize >= size) {
        return;
      }
      size = newSize;
      int kept = (int) ((newSize + BLOCK_BYTES - 1) / BLOCK_BYTES);
      blocks.subList(kept, blocks.size()).clear();
      int offset = (int) (newSize % BLOCK_BYTES);
      if (offset > 0) {
        Arrays.fill(blocks.getLast(), offset, BLOCK_BYTES, (byte) 0);
      }
    }

    @Override
    public void close() {
      // The bytes stay with the name.
    }

    private void grow(long newSize) {
      while ((long) blocks.size() * BLOCK_BYTES < newSize) {
        blocks.add(new byte[BLOCK_BYTES]);
      }
      size = Math.max(size, newSize);
    }
  }
}
