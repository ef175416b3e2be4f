package praetor.client.lock;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a lock may be waited for.
 *
 * @param endNanos of {@link System#nanoTime}; empty for ever
 */
record Deadline(Optional<Long> endNanos) {
  /** How long one read waits. Source: requests of {@code consul lock} 1.21.4. */
  private static final Duration READ_WAIT = Duration.ofSeconds(15);

  static Deadline after(Optional<Duration> maxWait) {
    return new Deadline(maxWait.map(wait -> System.nanoTime() + wait.toNanos()));
  }

  boolean isOver() {
    return endNanos.filter(end -> end - System.nanoTime() <= 0).isPresent();
  }

  /** The {@code wait} parameter of the next read. */
  String readWait() {
    return left(READ_WAIT).toMillis() + "ms";
  }

  /** The time that is left, but no more than so much. */
  Duration left(Duration most) {
    var left = endNanos.map(end -> Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    return left.filter(time -> time.compareTo(most) < 0).orElse(most);
  }
}
