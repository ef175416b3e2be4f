package praetor.raft.disk;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An open file. One thread writes; any number may read at the same time what was written before.
 */
public interface DiskFile extends Closeable {

  /** Reads once at a position; -1 at or after the end. */
  int read(ByteBuffer target, long position) throws IOException;

  /** Writes all the remaining bytes at a position. */
  void write(ByteBuffer source, long position) throws IOException;

  /** Makes the content durable, and the size with it. */
  void force() throws IOException;

  long size() throws IOException;

  /** Cuts the file. */
  void truncate(long size) throws IOException;

  /** Fills the target from a position. */
  default void readFully(ByteBuffer target, long position) throws IOException {
    long at = position;
    while (target.hasRemaining()) {
      int n = read(target, at);
      if (n < 0) {
        throw new EOFException("file ends at " + at);
      }
      at += n;
    }
  }
}
