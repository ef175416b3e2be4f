package praetor.snapshot.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file on its way to being something. Its maker holds a lock on it for as long as it lives, so
 * that whoever comes later can tell what a crash has left behind. Readable by its owner alone.
 */
public final class WorkFile implements AutoCloseable {
  private static final String PREFIX = ".praetor-";
  private static final String SUFFIX = ".tmp";

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private final Path path;
  private final FileChannel channel;

  private WorkFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Creates one in a folder, empty and open. */
  public static WorkFile create(Path folder, String name) throws IOException {
    while (true) {
      var work = createNew(folder, name);
      // Somebody may have taken it for abandoned before it was locked.
      if (Files.exists(work.path)) {
        return work;
      }
      work.close();
    }
  }

  private static WorkFile createNew(Path folder, String name) throws IOException {
    var mark = Long.toHexString(ThreadLocalRandom.current().nextLong());
    var file = folder.resolve(PREFIX + name + "-" + mark + SUFFIX);
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var channel = FileChannel.open(file, NEW, owner);
    try {
      channel.lock();
      return new WorkFile(file, channel);
    } catch (IOException unlocked) {
      channel.close();
      Files.deleteIfExists(file);
      throw unlocked;
    }
  }

  /** Removes those whose makers are no more. */
  public static void removeAbandoned(Path folder) throws IOException {
    for (var file : in(folder)) {
      removeIfAbandoned(file);
    }
  }

  private static List<Path> in(Path folder) throws IOException {
    var found = new ArrayList<Path>();
    try (var files = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
      files.forEach(found::add);
    }
    return found;
  }

  private static void removeIfAbandoned(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(file);
      }
    } catch (OverlappingFileLockException ours) {
      // A thread of this process is at work on it.
      return;
    } catch (NoSuchFileException gone) {
      return;
    }
  }

  /** Whether a file is one by its name. */
  static boolean isOne(Path file) {
    var name = String.valueOf(file.getFileName());
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  public Path path() {
    return path;
  }

  public FileChannel channel() {
    return channel;
  }

  /** Closes and removes it, unless it was moved to another name. */
  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(path);
    }
  }
}
