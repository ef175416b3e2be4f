package praetor.gossip.swim;

import java.util.PriorityQueue;

/**
 * What is to be done when, in virtual time: the owner tells what time it is.
 *
 * <p>Times are nanoseconds of a monotonic clock. Actions of the same time run in the order in which
 * they were set.
 */
public final class Timers {
  /** What {@link #nextNanos} says when nothing is to be done. */
  public static final long NEVER = Long.MAX_VALUE;

  /** An action that may still be called off. */
  public static final class Timer {
    private long atNanos;
    private final long order;
    private final Runnable action;
    private boolean cancelled;

    private Timer(long atNanos, long order, Runnable action) {
      this.atNanos = atNanos;
      this.order = order;
      this.action = action;
    }

    public void cancel() {
      cancelled = true;
    }
  }

  /** Cancelled timers are swept out when there are more than that. */
  private static final int SWEEP_MIN = 1_024;

  private PriorityQueue<Timer> queue = newQueue();
  private long nowNanos;
  private long stoodStillNanos;
  private long orders;
  private int sweepAt = SWEEP_MIN;

  public Timers(long nowNanos) {
    this.nowNanos = nowNanos;
  }

  private static PriorityQueue<Timer> newQueue() {
    return new PriorityQueue<>(
        (a, b) ->
            a.atNanos == b.atNanos
                ? Long.compare(a.order, b.order)
                : Long.compare(a.atNanos, b.atNanos));
  }

  /** The time of the input that is being worked on. */
  public long nowNanos() {
    return nowNanos;
  }

  /** Tells the time, which does not go back. */
  public void advance(long now) {
    nowNanos = Math.max(nowNanos, now);
  }

  /** What this member has of the time: {@link #nowNanos} without what it did not see pass. */
  long ranNanos() {
    return nowNanos - stoodStillNanos;
  }

  /** The owner did not run for so long until now: what is waited for gets that time again. */
  void stoodStill(long nanos) {
    stoodStillNanos += nanos;
    // Their order stays.
    queue.forEach(timer -> timer.atNanos += nanos);
  }

  public Timer after(long delayNanos, Runnable action) {
    if (queue.size() >= sweepAt) {
      sweep();
    }
    var timer = new Timer(nowNanos + Math.max(0, delayNanos), orders++, action);
    queue.add(timer);
    return timer;
  }

  private void sweep() {
    var live = newQueue();
    queue.stream().filter(timer -> !timer.cancelled).forEach(live::add);
    queue = live;
    sweepAt = Math.max(SWEEP_MIN, 2 * live.size());
  }

  /** Runs what is due. */
  public void runDue() {
    while (true) {
      var first = queue.peek();
      if (first == null || first.atNanos > nowNanos) {
        return;
      }
      queue.poll();
      if (!first.cancelled) {
        first.action.run();
      }
    }
  }

  /** When the next action is due, or {@link #NEVER}. */
  public long nextNanos() {
    while (true) {
      var first = queue.peek();
      if (first == null) {
        return NEVER;
      }
      if (!first.cancelled) {
        return first.atNanos;
      }
      queue.poll();
    }
  }
}
