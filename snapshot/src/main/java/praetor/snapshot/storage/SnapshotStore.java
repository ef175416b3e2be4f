package praetor.snapshot.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A place that keeps objects under names. Safe for any thread.
 *
 * <p>What every store keeps to:
 *
 * <ul>
 *   <li>An object is there whole or not at all: whoever lists or opens a name never meets half of
 *       one, whatever broke off while it was written. Writing a name again replaces it in one step.
 *   <li>What {@link #put} has returned from is safe, as far as the storage can tell: on the disk,
 *       or acknowledged by the service, which has compared a checksum.
 *   <li>Names are plain, without {@code /}: {@code consul-1479503772206993731.snap}. What lies
 *       deeper than the location that the store was opened for is not listed.
 *   <li>Failures are an {@link IOException} with what, where and why, after the tries that make
 *       sense. {@link MissingObjectException} says that there is no such object.
 * </ul>
 */
public interface SnapshotStore extends AutoCloseable {
  /** The location for people: kind, place and name, never a secret. */
  String description();

  /** What there is, by name. Only whole objects; empty when the place itself is not there yet. */
  List<StoredObject> list() throws IOException;

  /** Keeps an object. */
  void put(String name, Content content) throws IOException;

  /**
   * Reads an object from its beginning; the caller closes the stream. Damage on the way is an
   * exception, at the latest at the end of the stream.
   *
   * @throws MissingObjectException there is no such object
   */
  InputStream open(String name) throws IOException;

  /** Removes an object; no matter whether it is there. */
  void delete(String name) throws IOException;

  /** Lets go of connections. */
  @Override
  void close();
}
