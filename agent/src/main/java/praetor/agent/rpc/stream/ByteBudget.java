package praetor.agent.rpc.stream;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that many connections share for what they have received. Safe for any thread. */
public final class ByteBudget {
  private final AtomicLong left;

  public ByteBudget(long bytes) {
    left = new AtomicLong(bytes);
  }

  /** Takes bytes, all or none. */
  public boolean tryTake(long bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  public void give(long bytes) {
    left.addAndGet(bytes);
  }

  /** Bytes not taken. */
  public long left() {
    return left.get();
  }
}
