package praetor.snapshot.storage;

import java.nio.file.Path;
import java.util.Set;

/** Folders of this machine: {@code file:///backups}, or just {@code /backups}. */
public final class FileBackend implements StorageBackend {
  static final String SCHEME = "file";

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  @Override
  public SnapshotStore open(Location location) {
    return new FileStore(Path.of(location.path().isEmpty() ? "." : location.path()));
  }
}
