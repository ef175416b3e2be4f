package praetor.state;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import praetor.model.Bytes;
import praetor.model.Clock;

/**
 * Keys that may not be locked yet, because the session that held them ended without letting go.
 *
 * <p>Each server keeps its own, by its own clock; only the leader's count. Not replicated, not in
 * snapshots. Safe for any thread.
 */
final class LockDelays {
  /** More keys than this are searched for delays that have passed before another is added. */
  private static final int SWEEP_SIZE = 1_000;

  private final Clock clock;
  private final ConcurrentHashMap<Bytes, Long> untilNanos = new ConcurrentHashMap<>();

  LockDelays(Clock clock) {
    this.clock = clock;
  }

  void start(Bytes key, Duration delay) {
    long nowNanos = clock.nanoTime();
    if (untilNanos.size() >= SWEEP_SIZE) {
      untilNanos.values().removeIf(until -> until - nowNanos <= 0);
    }
    untilNanos.put(key, nowNanos + delay.toNanos());
  }

  boolean isDelayed(Bytes key) {
    var until = untilNanos.get(key);
    if (until == null) {
      return false;
    }
    if (until - clock.nanoTime() > 0) {
      return true;
    }
    untilNanos.remove(key, until);
    return false;
  }

  void clear() {
    untilNanos.clear();
  }
}
