package praetor.snapshot.seal;

import java.io.IOException;
import java.io.OutputStream;

/** Seals what is written. Owned by one thread. */
final class SealingStream extends OutputStream {
  private final OutputStream out;
  private final ChunkCipher cipher;
  private final byte[] chunk;
  private int filled;

  SealingStream(OutputStream out, ChunkCipher cipher, int chunkBytes) {
    this.out = out;
    this.cipher = cipher;
    this.chunk = new byte[chunkBytes];
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    while (at < offset + length) {
      // A full one waits for the next byte: only then it is not the last.
      if (filled == chunk.length) {
        out.write(cipher.seal(chunk, filled, false));
        filled = 0;
      }
      int count = Math.min(chunk.length - filled, offset + length - at);
      System.arraycopy(bytes, at, chunk, filled, count);
      filled += count;
      at += count;
    }
  }

  /** Writes the last chunk. */
  void finish() throws IOException {
    out.write(cipher.seal(chunk, filled, true));
    out.flush();
  }
}
