package praetor.gossip.swim;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Notices when this member did not run: the machine, the collector or a debugger held it up. What
 * others said meanwhile was not heard, so their silence says nothing.
 *
 * <p>Owned by the gossip loop, which tells when it rests and what time it is. Times are those of a
 * monotonic clock.
 */
public final class PauseDetector {
  /** Late by less is the usual trembling of a busy machine, and well below a probe's time-out. */
  static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private long dueNanos;

  public PauseDetector(long nowNanos) {
    dueNanos = nowNanos;
  }

  /** The loop rests, until that time at the latest. */
  public void restsUntil(long nanos) {
    dueNanos = nanos;
  }

  /** The loop runs at this time; how long it had not run, if that is worth a word. */
  public Optional<Duration> runs(long nowNanos) {
    long late = nowNanos - dueNanos;
    dueNanos = nowNanos;
    return late > PAUSE_NANOS ? Optional.of(Duration.ofNanos(late)) : Optional.empty();
  }
}
