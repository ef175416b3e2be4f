package praetor.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.PackReader;

/**
 * The records of a stream, each whole in memory while it is read and not longer. Owned by one
 * thread.
 */
final class RecordBuffer {
  private static final int BUFFER_BYTES = 1 << 20;

  private final InputStream in;
  private ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private PackReader reader = new PackReader(bytes);
  private boolean ended;
  private int start;

  RecordBuffer(InputStream in) {
    this.in = in;
  }

  /** Stands at the record that {@link #next} has found. */
  PackReader reader() {
    return reader;
  }

  /**
   * Goes on to the next record, which is whole in memory unless the stream ends within it.
   *
   * @param typeBytes what stands before its value
   * @return false at the end of the stream
   */
  boolean next(int typeBytes) throws IOException, DecodeException {
    start = bytes.position();
    while (!ended && !isWhole(typeBytes)) {
      fill();
    }
    return bytes.hasRemaining();
  }

  /** The bytes from behind the type of the present record up to where the reader stands. */
  Bytes value(int typeBytes) {
    return Bytes.owned(Arrays.copyOfRange(bytes.array(), start + typeBytes, bytes.position()));
  }

  private boolean isWhole(int typeBytes) {
    if (bytes.remaining() <= typeBytes) {
      return false;
    }
    try {
      new PackReader(bytes.duplicate().position(start + typeBytes)).skip();
      return true;
    } catch (DecodeException _) {
      // Cut off, or damaged: whoever reads it will say which.
      return false;
    }
  }

  private void fill() throws IOException {
    int kept = bytes.remaining();
    var more =
        kept > bytes.capacity() / 2 ? ByteBuffer.allocate(2 * bytes.capacity()) : bytes.duplicate();
    System.arraycopy(bytes.array(), bytes.position(), more.array(), 0, kept);
    int read = in.readNBytes(more.array(), kept, more.capacity() - kept);
    ended = read < more.capacity() - kept;
    bytes = more.limit(kept + read).position(0);
    reader = new PackReader(bytes);
    start = 0;
  }
}
