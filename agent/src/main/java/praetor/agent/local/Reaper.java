package praetor.agent.local;

import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.agent.checks.Timers;
import praetor.model.Clock;

/**
 * Removes services that have been critical for too long: {@code deregister_critical_service_after}.
 *
 * <p>Source: raft-and-agent-behaviour, section 7: at least a minute, looked at every 30 seconds.
 */
final class Reaper {
  private static final Logger LOG = LoggerFactory.getLogger("agent");
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration AFTER_MIN = Duration.ofMinutes(1);

  private final LocalState state;
  private final Registrations registrations;
  private final Clock clock;
  private final Timers timers;
  private final Executor blocking;
  private volatile boolean closed;

  Reaper(
      LocalState state,
      Registrations registrations,
      Clock clock,
      Timers timers,
      Executor blocking) {
    this.state = state;
    this.registrations = registrations;
    this.clock = clock;
    this.timers = timers;
    this.blocking = blocking;
  }

  void start() {
    if (!closed) {
      timers.after(INTERVAL, () -> blocking.execute(this::pass));
    }
  }

  void close() {
    closed = true;
  }

  private void pass() {
    var overdue = new HashSet<String>();
    for (var check : state.checks()) {
      if (isOverdue(check) && overdue.add(check.health().serviceId())) {
        remove(check);
      }
    }
    start();
  }

  private boolean isOverdue(LocalCheck check) {
    var after = check.definition().deregisterCriticalServiceAfter();
    if (after.compareTo(Duration.ZERO) <= 0
        || check.health().serviceId().isEmpty()
        || check.criticalSinceNanos().isEmpty()) {
      return false;
    }
    var limit = after.compareTo(AFTER_MIN) < 0 ? AFTER_MIN : after;
    return clock.nanoTime() - check.criticalSinceNanos().getAsLong() >= limit.toNanos();
  }

  private void remove(LocalCheck check) {
    var service = check.health().serviceId();
    LOG.info(
        "Check for service has been critical for too long; deregistering service: service={}"
            + " check={}",
        service,
        check.id());
    try {
      registrations.deregisterService(service);
    } catch (RequestException e) {
      LOG.error("failed to deregister service {}: {}", service, e.getMessage());
    }
  }
}
