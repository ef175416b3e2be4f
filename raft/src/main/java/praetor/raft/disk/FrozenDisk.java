package praetor.raft.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A disk of which everything can be read and nothing changed: what is written, cut, renamed or
 * deleted stays as it was. For a look at what a server would find, by the code that it would use.
 */
public final class FrozenDisk implements Disk {

  private final Disk disk;
  private final Disk scratch = new MemoryDisk();

  /** The disk stays the caller's to close. */
  public FrozenDisk(Disk disk) {
    this.disk = disk;
  }

  @Override
  public void createFolder(String folder) {
    // One that is missing lists as empty.
  }

  @Override
  public List<String> list(String folder) throws IOException {
    return disk.list(folder);
  }

  @Override
  public boolean exists(String path) throws IOException {
    return disk.exists(path);
  }

  @Override
  public DiskFile create(String path) throws IOException {
    return scratch.create(path);
  }

  @Override
  public DiskFile open(String path) throws IOException {
    return new FrozenFile(disk.open(path));
  }

  @Override
  public void rename(String from, String to) {
    // See the class comment.
  }

  @Override
  public void delete(String path) {
    // See the class comment.
  }

  @Override
  public void syncFolder(String folder) {
    // Nothing has changed.
  }

  @Override
  public String describe(String path) {
    return disk.describe(path);
  }

  @Override
  public void close() throws IOException {
    scratch.close();
  }

  private record FrozenFile(DiskFile file) implements DiskFile {

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public void write(ByteBuffer source, long position) {
      source.position(source.limit());
    }

    @Override
    public void force() {
      // Nothing has changed.
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void truncate(long size) {
      // See the comment of the disk.
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
