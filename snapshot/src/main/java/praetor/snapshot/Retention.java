package praetor.snapshot;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import praetor.snapshot.storage.StoredObject;

/** Which snapshots have to go. Only those named as such count; other files are none of ours. */
final class Retention {
  private Retention() {}

  /**
   * The oldest beyond those that are kept.
   *
   * @param idOf the id in a name; empty for what is none of ours
   * @param retain how many stay; 0 for all
   * @param lastGood stays, whatever the numbers say
   */
  static List<SnapshotId> surplus(
      Collection<StoredObject> stored,
      Function<String, Optional<SnapshotId>> idOf,
      int retain,
      SnapshotId lastGood) {
    if (retain <= 0) {
      return List.of();
    }
    return stored.stream()
        .flatMap(object -> idOf.apply(object.name()).stream())
        .sorted(Comparator.reverseOrder())
        .skip(retain)
        .filter(id -> !id.equals(lastGood))
        .sorted()
        .toList();
  }
}
