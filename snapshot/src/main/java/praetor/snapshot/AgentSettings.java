package praetor.snapshot;

import java.time.Duration;
import java.util.Optional;
import praetor.client.Query;
import praetor.model.GoDuration;

/**
 * How the agent does its work as a daemon.
 *
 * @param service name under which it is registered
 * @param lockKey key that the one who saves holds
 * @param maxFailures how many runs in a row may fail before another agent gets its chance; 0 for
 *     any number
 * @param deregisterAfter how long its checks may be critical before it is deregistered; zero for
 *     ever
 * @param lockQuery parameters of the lock's calls
 * @param timing how often things are repeated
 */
public record AgentSettings(
    SnapshotSchedule schedule,
    String service,
    String lockKey,
    int maxFailures,
    Duration deregisterAfter,
    Query lockQuery,
    Timing timing) {

  /**
   * Times that users do not set.
   *
   * @param checkTtl after which a silent agent is critical
   * @param retry how long to wait after a failure
   * @param standAside how long an agent that gave up stays out of the election
   */
  public record Timing(Duration checkTtl, Duration retry, Duration standAside) {
    public static final Timing DEFAULT =
        new Timing(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(30));

    /** Two heartbeats may be lost. */
    Duration heartbeat() {
      return checkTtl.dividedBy(3);
    }
  }

  /** When to try again after a run that failed; never later than the next one is due. */
  Duration retry() {
    return schedule instanceof SnapshotSchedule.Every(Duration interval)
            && interval.compareTo(timing.retry()) < 0
        ? interval
        : timing.retry();
  }

  Optional<String> deregisterText() {
    return deregisterAfter.isZero()
        ? Optional.empty()
        : Optional.of(GoDuration.format(deregisterAfter));
  }
}
