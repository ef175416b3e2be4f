package praetor.http.net;

import io.netty.buffer.ByteBuf;

/** Drops a body nobody wants, up to the point where the connection is given up instead. */
final class DroppedBody implements Intake {
  /** Go's server reads this much of an unwanted body to keep a connection. */
  static final int MAX_BYTES = 256 << 10;

  private final Runnable whenTooMuch;
  private long dropped;

  DroppedBody(Runnable whenTooMuch) {
    this.whenTooMuch = whenTooMuch;
  }

  @Override
  public void accept(ByteBuf piece) {
    boolean before = dropped > MAX_BYTES;
    dropped += piece.readableBytes();
    if (!before && dropped > MAX_BYTES) {
      whenTooMuch.run();
    }
  }

  @Override
  public void end() {}

  @Override
  public void abort() {}
}
