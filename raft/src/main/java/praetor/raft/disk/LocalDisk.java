package praetor.raft.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A directory of the machine, locked against other processes by the file {@code lock} as long as it
 * is open. The lock goes with the process, however it ends.
 */
public final class LocalDisk implements Disk {

  private static final String LOCK_FILE = "lock";

  private final Path root;
  private final FileChannel lockChannel;
  private final FileLock lock;

  private LocalDisk(Path root, FileChannel lockChannel, FileLock lock) {
    this.root = root;
    this.lockChannel = lockChannel;
    this.lock = lock;
  }

  /**
   * Creates the directory if it is missing, and locks it.
   *
   * @throws DirectoryLockedException when somebody else has it
   */
  public static LocalDisk open(Path directory) throws IOException {
    createDurably(directory.toAbsolutePath());
    var channel =
        FileChannel.open(
            directory.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      var lock = channel.tryLock();
      if (lock == null) {
        throw new DirectoryLockedException(directory);
      }
      return new LocalDisk(directory, channel, lock);
    } catch (OverlappingFileLockException e) {
      channel.close();
      var locked = new DirectoryLockedException(directory);
      locked.initCause(e);
      throw locked;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void createFolder(String folder) throws IOException {
    createDurably(at(folder).toAbsolutePath());
  }

  @Override
  public List<String> list(String folder) throws IOException {
    try (var files = Files.list(at(folder))) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(at(path));
  }

  @Override
  public DiskFile create(String path) throws IOException {
    return new LocalFile(
        at(path),
        FileChannel.open(
            at(path),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  @Override
  public DiskFile open(String path) throws IOException {
    return new LocalFile(
        at(path), FileChannel.open(at(path), StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(
        at(from), at(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String path) throws IOException {
    Files.deleteIfExists(at(path));
  }

  @Override
  public void syncFolder(String folder) throws IOException {
    sync(at(folder));
  }

  @Override
  public String describe(String path) {
    return at(path).toString();
  }

  @Override
  public void close() throws IOException {
    try (lockChannel) {
      lock.release();
    }
  }

  private Path at(String path) {
    return root.resolve(path);
  }

  private static void createDurably(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    var parent = directory.getParent();
    if (parent != null) {
      createDurably(parent);
    }
    Files.createDirectories(directory);
    if (parent != null) {
      sync(parent);
    }
  }

  private static void sync(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
