package praetor.cli.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import org.jspecify.annotations.Nullable;
import praetor.http.Body;

/**
 * An answer's streamed body, written on a thread of its own while it is read here. One that breaks
 * off is a failure for its reader, not an end. Owned by the reader.
 */
final class StreamedBody extends InputStream {
  private static final int PIPE_BYTES = 256 << 10;

  private final PipedInputStream pipe = new PipedInputStream(PIPE_BYTES);
  private final Thread writer;
  // Set before the pipe's other end is closed.
  private volatile @Nullable Exception failure;

  StreamedBody(Body.Writer content) throws IOException {
    var out = new PipedOutputStream(pipe);
    writer = Thread.ofVirtual().name("answer of this process").start(() -> write(content, out));
  }

  private void write(Body.Writer content, PipedOutputStream out) {
    try (out) {
      try {
        content.writeTo(out);
      } catch (IOException | RuntimeException broken) {
        failure = broken;
      }
    } catch (InterruptedException gone) {
      failure = gone;
      Thread.currentThread().interrupt();
    } catch (IOException gone) {
      failure = gone;
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = pipe.read(into, offset, length);
    var broken = failure;
    if (count < 0 && broken != null) {
      throw new IOException("the answer broke off: " + broken.getMessage(), broken);
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    pipe.close();
    writer.interrupt();
  }
}
