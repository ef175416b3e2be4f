package praetor.raft.disk;

import java.io.IOException;
import java.nio.file.Path;

/** The data directory is in use by another process, or by another engine of this one. */
public final class DirectoryLockedException extends IOException {

  DirectoryLockedException(Path directory) {
    super("data directory " + directory + " is in use by another server");
  }
}
