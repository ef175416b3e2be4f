package praetor.gossip.swim;

import java.util.HashSet;
import java.util.Set;

/**
 * The time that a suspect has left to refute: the more members suspect it independently, the less.
 *
 * <p>Source: Lifeguard, "dynamic suspicion timeouts" and "dogpile".
 */
final class Suspicion {
  private static final long MS = 1_000_000;

  private final Timers timers;
  private final Runnable expired;
  private final int wanted;
  private final long minNanos;
  private final long maxNanos;
  private final long startNanos;
  private final Set<String> heardFrom = new HashSet<>();
  private int confirmations;
  private Timers.Timer timer;

  /**
   * Starts the time.
   *
   * @param from whose suspicion it is: it does not count as a confirmation
   * @param wanted confirmations after which the least time counts
   */
  Suspicion(
      Timers timers, String from, int wanted, long minNanos, long maxNanos, Runnable expired) {
    this.timers = timers;
    this.expired = expired;
    this.wanted = wanted;
    this.minNanos = minNanos;
    this.maxNanos = maxNanos;
    this.startNanos = timers.ranNanos();
    heardFrom.add(from);
    this.timer = timers.after(wanted < 1 ? minNanos : maxNanos, expired);
  }

  /** Counts a confirmation; false if it tells nothing new. */
  boolean confirm(String from) {
    if (confirmations >= wanted || !heardFrom.add(from)) {
      return false;
    }
    confirmations++;
    long elapsed = timers.ranNanos() - startNanos;
    timer.cancel();
    timer = timers.after(timeoutNanos() - elapsed, expired);
    return true;
  }

  private long timeoutNanos() {
    double part = Math.log(confirmations + 1.0) / Math.log(wanted + 1.0);
    double nanos = maxNanos - part * (maxNanos - minNanos);
    return Math.max(minNanos, (long) Math.floor(nanos / MS) * MS);
  }

  int confirmations() {
    return confirmations;
  }

  /** Whether fewer members than wanted agreed. */
  boolean isThin() {
    return confirmations < wanted;
  }

  void cancel() {
    timer.cancel();
  }
}
