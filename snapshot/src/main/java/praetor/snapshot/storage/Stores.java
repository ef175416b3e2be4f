package praetor.snapshot.storage;

import java.io.IOException;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** Opens stores by their locations. */
public final class Stores {
  private Stores() {}

  /**
   * Opens the store at a location such as {@code file:///backups} or {@code s3://bucket/prefix}.
   *
   * @param environment variables that a backend may read settings and credentials from
   * @throws IOException the location is none, or no backend knows its scheme
   */
  public static SnapshotStore open(String location, Map<String, String> environment)
      throws IOException {
    return open(Location.parse(location, environment));
  }

  /** Opens the store at a location. */
  public static SnapshotStore open(Location location) throws IOException {
    var known = new TreeSet<String>();
    for (var backend : ServiceLoader.load(StorageBackend.class, Stores.class.getClassLoader())) {
      if (backend.schemes().contains(location.scheme())) {
        return backend.open(location);
      }
      known.addAll(backend.schemes());
    }
    throw new IOException(
        "no storage for \"%s\": known are %s"
            .formatted(location.scheme(), String.join(", ", known)));
  }
}
