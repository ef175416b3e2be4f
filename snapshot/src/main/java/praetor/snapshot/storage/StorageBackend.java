package praetor.snapshot.storage;

import java.io.IOException;
import java.util.Set;

/**
 * A kind of storage. Implementations are public, have a public constructor without parameters, and
 * are named in {@code META-INF/services/praetor.snapshot.storage.StorageBackend}.
 *
 * <p>All of them are constructed to find the one for a scheme: a constructor does nothing, and what
 * is heavy is loaded in {@link #open} first.
 */
public interface StorageBackend {
  /** The schemes of the locations that it opens: {@code s3}. */
  Set<String> schemes();

  /**
   * Prepares a store. Whether the place can be reached and written shows when it is used.
   *
   * @throws IOException the location or the credentials cannot be right; a sentence for people
   */
  SnapshotStore open(Location location) throws IOException;
}
