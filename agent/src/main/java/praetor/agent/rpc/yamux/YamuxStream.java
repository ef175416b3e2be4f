package praetor.agent.rpc.yamux;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import praetor.agent.rpc.stream.ByteStream;
import praetor.agent.rpc.stream.Deadline;
import praetor.model.DecodeException;

/**
 * One stream of a session.
 *
 * <p>Either end may finish sending (FIN) and still receive; the stream is over when both have, or
 * when either resets it (RST). Bytes that came before the end are handed out before its failure is
 * told. The sender never has more on the way than the receiver's window; the receiver gives credit
 * for what was taken when half of the window is used.
 */
public final class YamuxStream implements ByteStream {
  /** Source: the initial window of yamux; Consul's agents do not raise it. */
  static final int WINDOW_BYTES = 256 << 10;

  /** A large message lets others through after each piece of this size. */
  private static final int FRAME_BYTES_MAX = 64 << 10;

  private static final byte[] END = new byte[0];

  private final YamuxSession session;
  private final int id;
  private final long openedNanos = System.nanoTime();

  // Guarded by this.
  private final ArrayDeque<byte[]> received = new ArrayDeque<>();
  private long sendWindow = WINDOW_BYTES;
  private long receiveWindow = WINDOW_BYTES;
  private long taken;
  private boolean accepted;
  private boolean refused;
  // Opened here, and nothing was heard of it yet.
  private boolean pending;
  private boolean finished;
  private boolean remoteFinished;
  private boolean closed;
  private long closedNanos;
  private Optional<String> failure = Optional.empty();
  private Runnable onEnd = () -> {};

  YamuxStream(YamuxSession session, int id, boolean accepted) {
    this.session = session;
    this.id = id;
    this.accepted = accepted;
    this.pending = !accepted;
  }

  @Override
  public byte[] receive(Deadline deadline) throws IOException {
    byte[] bytes;
    long credit = 0;
    synchronized (this) {
      while (received.isEmpty()) {
        if (failure.isPresent()) {
          throw new IOException(failure.get());
        }
        if (remoteFinished) {
          return END;
        }
        deadline.await(this);
      }
      bytes = received.removeFirst();
      taken += bytes.length;
      if (taken >= WINDOW_BYTES / 2 && !remoteFinished && failure.isEmpty()) {
        credit = taken;
        receiveWindow += taken;
        taken = 0;
      }
    }
    session.budget().give(bytes.length);
    if (credit > 0) {
      session.control(FrameHeader.window(id, 0, credit));
    }
    return bytes;
  }

  @Override
  public void send(byte[] bytes, int from, int to, Deadline deadline) throws IOException {
    int next = from;
    while (next < to) {
      int length = takeWindow(Math.min(to - next, FRAME_BYTES_MAX), deadline);
      session.sendData(id, bytes, next, next + length, deadline);
      next += length;
    }
  }

  private synchronized int takeWindow(int wanted, Deadline deadline) throws IOException {
    while (sendWindow == 0 && !finished && failure.isEmpty()) {
      deadline.await(this);
    }
    if (failure.isPresent()) {
      throw new IOException(failure.get());
    }
    if (finished) {
      throw new IOException("stream closed");
    }
    int length = (int) Math.min(wanted, sendWindow);
    sendWindow -= length;
    return length;
  }

  @Override
  public void closeOutput() {
    boolean over;
    synchronized (this) {
      if (finished || failure.isPresent()) {
        return;
      }
      finished = true;
      over = remoteFinished;
      notifyAll();
    }
    session.control(FrameHeader.window(id, FrameHeader.FIN, 0));
    if (over) {
      session.forget(id);
    }
  }

  /** Finishes sending and drops what still comes; the stream is gone when the other end closes. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      closedNanos = System.nanoTime();
      discard();
    }
    closeOutput();
  }

  @Override
  public void reset() {
    boolean fresh = fail("stream reset");
    discard();
    if (fresh) {
      session.control(FrameHeader.window(id, FrameHeader.RST, 0));
      session.forget(id);
    }
  }

  @Override
  public void onEnd(Runnable action) {
    synchronized (this) {
      if (failure.isEmpty()) {
        onEnd = action;
        return;
      }
    }
    action.run();
  }

  @Override
  public String remote() {
    return session.remote();
  }

  /**
   * Whether the other end has said that it does not take the stream, and so saw nothing of what was
   * sent. Of a stream that was neither taken nor refused when its session ended nobody knows.
   */
  public synchronized boolean wasRefused() {
    return refused;
  }

  /** Whether both ends can still send, and nothing waits to be received. */
  public synchronized boolean isReusable() {
    return !finished && !remoteFinished && failure.isEmpty() && received.isEmpty();
  }

  // What follows is called by the session.

  /** Takes the credit that the other end gives. */
  synchronized void credit(long bytes) throws DecodeException {
    sendWindow += bytes;
    if (sendWindow > 0xffff_ffffL) {
      throw new DecodeException("yamux: a window of more than 2^32 bytes");
    }
    notifyAll();
  }

  synchronized void accepted() {
    accepted = true;
  }

  /** Ends the wait for an answer to the opening; false when it had ended. */
  synchronized boolean settle() {
    boolean was = pending;
    pending = false;
    return was;
  }

  /** How many bytes the other end may send. */
  synchronized long receiveWindow() {
    return receiveWindow;
  }

  /** Takes data for which the budget was taken. */
  void take(byte[] bytes) {
    boolean dropped;
    synchronized (this) {
      receiveWindow -= bytes.length;
      dropped = closed || remoteFinished || failure.isPresent();
      if (!dropped) {
        received.add(bytes);
        notifyAll();
      }
    }
    if (dropped) {
      session.budget().give(bytes.length);
    }
  }

  void remoteFinish() {
    boolean over;
    synchronized (this) {
      remoteFinished = true;
      over = finished;
      notifyAll();
    }
    if (over) {
      session.forget(id);
    }
  }

  /** The other end has reset it. */
  void remoteReset() {
    synchronized (this) {
      refused = !accepted;
    }
    fail("connection reset");
  }

  /** Ends the stream from the other side; false when it had ended before. */
  boolean fail(String why) {
    Runnable action;
    synchronized (this) {
      if (failure.isPresent()) {
        return false;
      }
      failure = Optional.of(why);
      action = onEnd;
      notifyAll();
    }
    action.run();
    return true;
  }

  /** Gives back what nobody will receive any more. */
  synchronized void discard() {
    long bytes = 0;
    for (var chunk : received) {
      bytes += chunk.length;
    }
    received.clear();
    session.budget().give(bytes);
  }

  synchronized boolean isPending() {
    return pending;
  }

  long ageNanos() {
    return System.nanoTime() - openedNanos;
  }

  /** How long the stream has waited for the other end to close it. */
  synchronized long closingNanos() {
    return closed ? System.nanoTime() - closedNanos : 0;
  }
}
