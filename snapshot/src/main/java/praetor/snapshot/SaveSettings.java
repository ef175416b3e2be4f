package praetor.snapshot;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import praetor.client.Query;
import praetor.snapshot.seal.SealKey;
import praetor.snapshot.storage.SnapshotStore;

/**
 * How one snapshot is made.
 *
 * @param query parameters of the request for it: datacenter, stale
 * @param scratch where files lie that are not stored yet
 * @param stores all get the snapshot
 * @param retain how many each of them keeps; 0 for all
 * @param sealKey encrypts what is stored
 * @param keepUnstored whether the file stays when it cannot be stored
 */
public record SaveSettings(
    Query query,
    Path scratch,
    List<Destination> stores,
    int retain,
    Optional<SealKey> sealKey,
    boolean keepUnstored) {

  public SaveSettings {
    stores = List.copyOf(stores);
  }

  /**
   * A place for snapshots.
   *
   * @param staticName the one name under which all of them are stored, in a place that keeps
   *     versions itself; such a place is not rotated
   */
  public record Destination(SnapshotStore store, Optional<String> staticName) {
    String nameOf(String name) {
      return staticName.orElse(name);
    }
  }
}
