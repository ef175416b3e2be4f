package praetor.agent.local;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When an agent compares itself with the catalog again: spread at random, the more so the larger
 * the datacenter is.
 *
 * <p>Pure but for the generator. Source: raft-and-agent-behaviour, section 6: intervals and scale
 * of Consul's anti-entropy.
 */
final class SyncDelays {
  static final Duration FULL_SYNC = Duration.ofSeconds(60);
  static final Duration AFTER_FAILURE = Duration.ofSeconds(15);
  static final Duration AFTER_NEW_LEADER = Duration.ofSeconds(3);

  /** A failed write is tried again soon, and then ever later. */
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  /** Members up to which the intervals stay as they are. */
  private static final int SCALE_FROM_MEMBERS = 128;

  private final RandomGenerator random;

  SyncDelays(RandomGenerator random) {
    this.random = random;
  }

  Duration untilFullSync(int members) {
    return FULL_SYNC.plus(upTo(times(FULL_SYNC, scale(members))));
  }

  Duration untilRetry(int members) {
    return AFTER_FAILURE.plus(upTo(times(AFTER_FAILURE, scale(members))));
  }

  /** A lone server has nobody to be spread among. */
  Duration afterNewLeader(int members) {
    return members <= 1 ? Duration.ZERO : upTo(times(AFTER_NEW_LEADER, scale(members)));
  }

  /**
   * Until the next try of a write.
   *
   * @param failures in a row, at least 1
   */
  Duration untilWrite(int failures) {
    var doubled = times(FIRST_RETRY, 1L << Math.min(failures - 1, 10));
    var base = doubled.compareTo(AFTER_FAILURE) < 0 ? doubled : AFTER_FAILURE;
    return base.plus(upTo(half(base)));
  }

  /** Until an output that changed alone is written. */
  Duration untilOutput(Duration updateInterval) {
    return half(updateInterval).plus(upTo(updateInterval));
  }

  static int scale(int members) {
    if (members <= SCALE_FROM_MEMBERS) {
      return 1;
    }
    return (int) Math.ceil(Math.log(members) / Math.log(2) - 7) + 1;
  }

  /** Not by Duration itself: it counts with BigDecimal, which takes 20 ms to load at a start. */
  private static Duration times(Duration interval, long factor) {
    return Duration.ofNanos(interval.toNanos() * factor);
  }

  private static Duration half(Duration interval) {
    return Duration.ofNanos(interval.toNanos() / 2);
  }

  private Duration upTo(Duration most) {
    return most.isZero() ? most : Duration.ofNanos(random.nextLong(most.toNanos()));
  }
}
