package praetor.raft.disk;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * A folder tree. Paths are relative and use {@code /}.
 *
 * <p>Durability is what a file system promises and no more: the content of a file is safe after
 * {@link DiskFile#force}, a created, renamed or deleted name after {@link #syncFolder} of its
 * folder. Until then a crash may keep any part of it, in any order.
 */
public interface Disk extends Closeable {

  /** Creates a folder and its parents, durably. */
  void createFolder(String folder) throws IOException;

  /** The names of the files in a folder, sorted. */
  List<String> list(String folder) throws IOException;

  boolean exists(String path) throws IOException;

  /** Creates an empty file, over one that was there, and opens it. */
  DiskFile create(String path) throws IOException;

  /** Opens a file for reading and writing; it must exist. */
  DiskFile open(String path) throws IOException;

  /** Renames a file, replacing the target in one step. */
  void rename(String from, String to) throws IOException;

  /** Deletes a file if it exists. */
  void delete(String path) throws IOException;

  /** Makes the names in a folder durable. */
  void syncFolder(String folder) throws IOException;

  /** Where a path is, for messages to the operator. */
  String describe(String path);
}
