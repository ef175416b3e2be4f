package praetor.snapshot.seal;

import java.io.IOException;
import java.io.InputStream;

/** Gives out what was sealed, each byte after it was authenticated. Owned by one thread. */
final class OpeningStream extends InputStream {
  private final InputStream in;
  private final ChunkCipher cipher;
  private final byte[] sealed;
  // One byte more than a chunk was read: whether there is one tells if the chunk is the last.
  private int ahead;
  private byte[] plain = new byte[0];
  private int at;
  private boolean last;

  OpeningStream(InputStream in, ChunkCipher cipher, int chunkBytes) {
    this.in = in;
    this.cipher = cipher;
    this.sealed = new byte[chunkBytes + ChunkCipher.TAG_BYTES + 1];
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == plain.length) {
      if (last) {
        return -1;
      }
      next();
    }
    int count = Math.min(length, plain.length - at);
    System.arraycopy(plain, at, into, offset, count);
    at += count;
    return count;
  }

  private void next() throws IOException {
    int whole = sealed.length - 1;
    int filled = ahead + in.readNBytes(sealed, ahead, sealed.length - ahead);
    last = filled <= whole;
    plain = cipher.open(sealed, Math.min(filled, whole), last);
    at = 0;
    if (!last) {
      sealed[0] = sealed[whole];
      ahead = 1;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
