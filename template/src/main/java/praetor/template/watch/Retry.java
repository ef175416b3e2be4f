package praetor.template.watch;

import java.time.Duration;

/**
 * How often and when a failed call is repeated: the pause doubles.
 *
 * @param attempts 0 for as often as it takes
 */
public record Retry(boolean enabled, int attempts, Duration backoff, Duration backoffMax) {
  /** Source: defaults of consul-template 0.42.1. */
  public static final Retry DEFAULT =
      new Retry(true, 12, Duration.ofMillis(250), Duration.ofMinutes(1));

  private static final int DOUBLINGS_MAX = 30;

  /** Whether there is another try after that many failures in a row. */
  public boolean again(int failures) {
    return enabled && (attempts == 0 || failures <= attempts);
  }

  /** The pause after that many failures in a row, from 1. */
  public Duration pause(int failures) {
    var pause = backoff.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX));
    return pause.compareTo(backoffMax) > 0 || pause.isNegative() ? backoffMax : pause;
  }
}
