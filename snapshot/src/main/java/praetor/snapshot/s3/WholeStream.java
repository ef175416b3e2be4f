package praetor.snapshot.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An answer's body; one that ends too early is a failure, not an end. */
final class WholeStream extends FilterInputStream {
  private final long length;
  private final String key;
  private long read;

  WholeStream(InputStream in, long length, String key) {
    super(in);
    this.length = length;
    this.key = key;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int count) throws IOException {
    int got = super.read(into, offset, count);
    if (got < 0 && read < length) {
      throw new IOException(
          "download of %s was cut off after %d of %d bytes".formatted(key, read, length));
    }
    read += Math.max(0, got);
    return got;
  }
}
