package praetor.http.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Objects;

/**
 * A body on its way from the event loop to a thread that reads it. The connection stops reading
 * while too much of it waits here.
 */
final class BodyPipe extends InputStream implements Intake {
  /** What may wait to be read: enough to keep both sides busy. */
  private static final int WAITING_MAX_BYTES = 256 << 10;

  private final Runnable whenPauseChanges;
  private final ArrayDeque<byte[]> pieces = new ArrayDeque<>();
  private int offset;
  private int waiting;
  private boolean paused;
  private boolean ended;
  private boolean cut;

  /**
   * An empty pipe.
   *
   * @param whenPauseChanges told by either side that {@link #isPaused} is to be asked again
   */
  BodyPipe(Runnable whenPauseChanges) {
    this.whenPauseChanges = whenPauseChanges;
  }

  /** Whether nothing more should be read from the connection for now. */
  synchronized boolean isPaused() {
    return paused;
  }

  @Override
  public void accept(ByteBuf piece) {
    if (!piece.isReadable()) {
      return;
    }
    boolean full;
    synchronized (this) {
      if (ended || cut) {
        return;
      }
      pieces.add(ByteBufUtil.getBytes(piece));
      waiting += piece.readableBytes();
      full = waiting > WAITING_MAX_BYTES && !paused;
      paused |= full;
      notifyAll();
    }
    if (full) {
      whenPauseChanges.run();
    }
  }

  @Override
  public synchronized void end() {
    ended = true;
    notifyAll();
  }

  @Override
  public synchronized void abort() {
    cut = true;
    notifyAll();
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int start, int length) throws IOException {
    Objects.checkFromIndexSize(start, length, into.length);
    if (length == 0) {
      return 0;
    }
    boolean roomAgain;
    int taken;
    synchronized (this) {
      awaitPiece();
      if (pieces.isEmpty()) {
        return -1;
      }
      taken = take(into, start, length);
      roomAgain = paused && waiting <= WAITING_MAX_BYTES / 2;
      paused &= !roomAgain;
    }
    if (roomAgain) {
      whenPauseChanges.run();
    }
    return taken;
  }

  private void awaitPiece() throws IOException {
    while (pieces.isEmpty() && !ended) {
      if (cut) {
        throw new IOException("unexpected EOF");
      }
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while reading a request body", e);
      }
    }
  }

  private int take(byte[] into, int start, int length) {
    var piece = pieces.getFirst();
    int taken = Math.min(length, piece.length - offset);
    System.arraycopy(piece, offset, into, start, taken);
    offset += taken;
    waiting -= taken;
    if (offset == piece.length) {
      pieces.removeFirst();
      offset = 0;
    }
    return taken;
  }
}
