package praetor.snapshot.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.snapshot.SnapshotId;
import praetor.snapshot.seal.SealKey;
import praetor.snapshot.seal.SealedFile;
import praetor.snapshot.storage.Location;
import praetor.snapshot.storage.SnapshotStore;
import praetor.snapshot.storage.StoredObject;
import praetor.snapshot.storage.Stores;

/**
 * Where a backup is, as somebody names it: one file, {@code s3://bucket/prefix/consul-kv-….json},
 * or the place they are in, {@code s3://bucket/prefix}, which stands for the newest one there. What
 * is read goes into memory and nowhere else.
 */
public final class BackupPlace implements AutoCloseable {
  /** By the time in the name, by the storage's clock when there is none. */
  private static final Comparator<StoredObject> BY_AGE =
      Comparator.<StoredObject, Instant>comparing(
              object ->
                  BackupNames.BY_TIME
                      .idOf(object.name())
                      .map(SnapshotId::time)
                      .orElse(object.modified()))
          .thenComparing(StoredObject::name);

  private final SnapshotStore store;
  private final Location location;
  private final Optional<String> name;

  private BackupPlace(SnapshotStore store, Location location, Optional<String> name) {
    this.store = store;
    this.location = location;
    this.name = name;
  }

  /**
   * A backup that was read.
   *
   * @param name of its file
   * @param stored the bytes as they are stored
   * @param sealed whether they are encrypted
   */
  public record Backup(String name, Bytes stored, boolean sealed, List<KvRecord> records) {}

  /**
   * Opens a place.
   *
   * @param environment variables that may hold credentials
   */
  public static BackupPlace open(String text, Map<String, String> environment) throws IOException {
    var location = Location.parse(text, environment);
    int slash = location.path().lastIndexOf('/');
    var last = location.path().substring(slash + 1);
    if (!isFile(location, last)) {
      return new BackupPlace(Stores.open(location), location, Optional.empty());
    }
    return file(
        new Location(
            location.scheme(),
            location.authority(),
            folder(location, slash),
            location.options(),
            location.environment()),
        last);
  }

  /** One file in a place. */
  public static BackupPlace file(Location place, String name) throws IOException {
    return new BackupPlace(Stores.open(place), place, Optional.of(name));
  }

  private static String folder(Location location, int slash) {
    boolean isRoot = slash == 0 && location.authority().isEmpty();
    return isRoot ? "/" : location.path().substring(0, Math.max(slash, 0));
  }

  /** By the name's end; of a file on this machine it shows. */
  private static boolean isFile(Location location, String last) {
    return last.endsWith(BackupNames.SUFFIX)
        || (location.authority().isEmpty() && Files.isRegularFile(Path.of(location.path())));
  }

  /** Whether it is one file. */
  public boolean isOne() {
    return name.isPresent();
  }

  /** The backups in the place, oldest first; the one that is named when it is one file. */
  public List<StoredObject> list() throws IOException {
    return store.list().stream()
        .filter(object -> name.map(object.name()::equals).orElseGet(() -> isBackup(object)))
        .sorted(BY_AGE)
        .toList();
  }

  private static boolean isBackup(StoredObject object) {
    return object.name().endsWith(BackupNames.SUFFIX);
  }

  /**
   * Reads the backup.
   *
   * @throws IOException there is none, it is damaged, or it is sealed with another key
   */
  public Backup read(Optional<SealKey> key) throws IOException {
    return read(name.isPresent() ? name.get() : newest(), key);
  }

  private String newest() throws IOException {
    var all = list();
    if (all.isEmpty()) {
      throw new IOException("no backup in " + location);
    }
    return all.getLast().name();
  }

  /** Reads one of the backups that {@link #list} names. */
  public Backup read(String file, Optional<SealKey> key) throws IOException {
    Bytes stored;
    try (var in = store.open(file)) {
      stored = Bytes.owned(in.readAllBytes());
    }
    boolean sealed = SealedFile.isOne(stored);
    if (sealed && key.isEmpty()) {
      throw new IOException(file + " is sealed: -key-file or -passphrase-file opens it");
    }
    try {
      var plain = sealed ? SealedFile.opened(stored, key.orElseThrow()) : stored;
      return new Backup(file, stored, sealed, KvFile.decode(plain));
    } catch (DecodeException malformed) {
      throw new IOException(file + " is no good backup: " + malformed.getMessage(), malformed);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
