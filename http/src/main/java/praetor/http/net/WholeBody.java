package praetor.http.net;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Gathers a body in memory, up to a limit. Memory is taken as bytes arrive, not as announced. */
final class WholeBody implements Intake {
  private static final byte[] NONE = new byte[0];

  private final long maxBytes;
  private final int announced;
  private final Consumer<byte[]> whenComplete;
  private final LongConsumer whenTooLarge;
  private byte[] bytes = NONE;
  private int length;
  private boolean tooLarge;

  /**
   * A body not begun.
   *
   * @param announced bytes that should come, below 0 when unknown
   * @param whenTooLarge told how many bytes there were when they became too many
   */
  WholeBody(
      long maxBytes, long announced, Consumer<byte[]> whenComplete, LongConsumer whenTooLarge) {
    this.maxBytes = Math.min(maxBytes, Integer.MAX_VALUE - 8);
    this.announced = (int) Math.min(announced, this.maxBytes);
    this.whenComplete = whenComplete;
    this.whenTooLarge = whenTooLarge;
  }

  @Override
  public void accept(ByteBuf piece) {
    int more = piece.readableBytes();
    if (tooLarge || more == 0) {
      return;
    }
    if ((long) length + more > maxBytes) {
      tooLarge = true;
      bytes = NONE;
      whenTooLarge.accept((long) length + more);
      return;
    }
    reserve(length + more);
    piece.readBytes(bytes, length, more);
    length += more;
  }

  @Override
  public void end() {
    if (!tooLarge) {
      whenComplete.accept(bytes.length == length ? bytes : Arrays.copyOf(bytes, length));
    }
  }

  @Override
  public void abort() {
    bytes = NONE;
  }

  private void reserve(int needed) {
    if (needed > bytes.length) {
      // Twice the size for as long as the announced length is not in sight.
      int doubled = (int) Math.min(maxBytes, Math.max(needed, 2L * bytes.length));
      boolean inSight = announced >= needed && announced <= doubled;
      bytes = Arrays.copyOf(bytes, inSight ? announced : doubled);
    }
  }
}
