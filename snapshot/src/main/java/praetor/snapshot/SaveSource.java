package praetor.snapshot;

import java.io.IOException;
import java.util.Optional;
import praetor.snapshot.drill.Inventory;
import praetor.snapshot.storage.WorkFile;

/** What a {@link Saver} saves, and what its files are called. */
public interface SaveSource {
  /** The name of the file with this id. */
  String fileName(SnapshotId id);

  /** The id in the name of a file; empty when the file is none of these. */
  Optional<SnapshotId> idOf(String name);

  /** As it is told to people: "snapshot 1479503772206993731". */
  String describe(SnapshotId id);

  /**
   * What was taken.
   *
   * @param index raft index of the state
   */
  record Taken(long index, Inventory inventory) {}

  /**
   * Fetches into a file and proves what came.
   *
   * @param lastGood what the last good one held, if it is known
   * @throws IOException it cannot be had, or it is not good
   */
  Taken take(WorkFile into, Optional<Inventory> lastGood) throws IOException;
}
