package praetor.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the stream of a command without terminal: frames of standard output and standard error in
 * turn, each with a head of eight bytes.
 *
 * <pre>
 * 0      stream (1 output, 2 error)
 * 1..3   zero
 * 4..7   length of what follows, unsigned and big endian
 * </pre>
 *
 * <p>Source: Docker Engine API 1.41, "Attach to a container", stream format.
 */
final class FrameReader {
  private static final int HEAD_BYTES = 8;
  private static final int BUFFER_BYTES = 8_192;

  private FrameReader() {}

  /** Hands over what both streams carry until they end. */
  static void read(InputStream in, Output output) throws IOException {
    var head = new byte[HEAD_BYTES];
    var buffer = new byte[BUFFER_BYTES];
    while (true) {
      int got = in.readNBytes(head, 0, HEAD_BYTES);
      if (got == 0) {
        return;
      }
      if (got < HEAD_BYTES) {
        throw new EOFException("the output ends inside a frame");
      }
      content(in, lengthOf(head), buffer, output);
    }
  }

  private static void content(InputStream in, long length, byte[] buffer, Output output)
      throws IOException {
    for (long left = length; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new EOFException("the output ends inside a frame");
      }
      output.add(buffer, read);
      left -= read;
    }
  }

  private static long lengthOf(byte[] head) {
    long length = 0;
    for (int i = 4; i < HEAD_BYTES; i++) {
      length = length << 8 | head[i] & 0xff;
    }
    return length;
  }
}
