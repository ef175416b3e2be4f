package praetor.agent.membership;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.acl.Caller;
import praetor.agent.servers.CoordinateWrites;
import praetor.model.Coordinate;
import praetor.model.NodeCoordinate;

/**
 * Tells the servers from time to time where this agent is in the network; the more agents, the less
 * often each. Source: raft-and-agent-behaviour, section 6.
 */
public final class CoordinateReports {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  /** Consul's sync_coordinate_interval_min. */
  private static final Duration INTERVAL_MIN = Duration.ofSeconds(15);

  /** Consul's sync_coordinate_rate_target: all agents together, in one second. */
  private static final double UPDATES_PER_SECOND = 64;

  private final String node;
  private final Supplier<Coordinate> coordinate;
  private final IntSupplier members;
  private final CoordinateWrites servers;
  private final Supplier<Caller> caller;
  private final ScheduledExecutorService timers;
  private final RandomGenerator random;

  public CoordinateReports(
      String node,
      Supplier<Coordinate> coordinate,
      IntSupplier members,
      CoordinateWrites servers,
      Supplier<Caller> caller,
      ScheduledExecutorService timers,
      RandomGenerator random) {
    this.node = node;
    this.coordinate = coordinate;
    this.members = members;
    this.servers = servers;
    this.caller = caller;
    this.timers = timers;
    this.random = random;
  }

  public void start() {
    var interval = interval(members.getAsInt());
    long delay = interval.toMillis() + random.nextLong(interval.toMillis());
    timers.schedule(
        () -> Thread.ofVirtual().name("coordinate").start(this::report),
        delay,
        TimeUnit.MILLISECONDS);
  }

  /** How long at least between two reports. */
  static Duration interval(int members) {
    var shared = Duration.ofMillis((long) (members / UPDATES_PER_SECOND * 1_000));
    return shared.compareTo(INTERVAL_MIN) > 0 ? shared : INTERVAL_MIN;
  }

  private void report() {
    servers
        .update(new NodeCoordinate(node, "", coordinate.get()), caller.get())
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                LOG.error("Coordinate update error: error={}", failure.getMessage());
              }
              start();
            });
  }
}
