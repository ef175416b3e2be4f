package praetor.agent.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.model.DecodeException;
import praetor.model.GoDuration;
import praetor.model.Session;
import praetor.state.WatchSet;
import praetor.state.command.SessionRequest;

/**
 * Ends sessions whose TTL has run out. Only the leader does; a new leader starts every TTL anew.
 *
 * <p>A session ends no earlier than its TTL after the last renewal, and no later than a second
 * after that, plus the time of a write. Consul's contract is the lower bound alone; it waits for
 * twice the TTL. A write that fails is tried again with growing pauses. Safe for any thread.
 */
final class SessionTtls implements LeaderDuty {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server.sessions");

  /** Given to a renewal that is on its way when the TTL ends. */
  private static final Duration GRACE = Duration.ofMillis(500);

  /** Source: Consul tries six times, first after 10 s, then twice as long each time. */
  private static final int TRIES_MAX = 6;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

  private final ServerContext context;
  // Guarded by this.
  private final Map<String, Future<?>> timers = new HashMap<>();
  private boolean leading;

  SessionTtls(ServerContext context) {
    this.context = context;
  }

  @Override
  public synchronized void start() {
    leading = true;
    context
        .store()
        .view()
        .sessions(WatchSet.none())
        .value()
        .forEach(session -> watch(session.id()));
  }

  @Override
  public synchronized void stop() {
    leading = false;
    timers.values().forEach(timer -> timer.cancel(false));
    timers.clear();
  }

  /** Starts the TTL of a session, or starts it anew. */
  synchronized void watch(String id) {
    if (!leading) {
      return;
    }
    forget(id);
    context
        .store()
        .view()
        .session(id, WatchSet.none())
        .value()
        .map(SessionTtls::ttl)
        .filter(ttl -> !ttl.isZero())
        .ifPresent(ttl -> schedule(id, ttl.plus(GRACE), 1));
  }

  /** How many sessions have a TTL that runs. */
  synchronized int active() {
    return timers.size();
  }

  /** Stops the TTL of a session that is no more. */
  synchronized void forget(String id) {
    var timer = timers.remove(id);
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private synchronized void schedule(String id, Duration delay, int attempt) {
    if (leading) {
      timers.put(
          id,
          context
              .timers()
              .schedule(() -> end(id, attempt), delay.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  private void end(String id, int attempt) {
    if (context.store().view().session(id, WatchSet.none()).value().isEmpty()) {
      forget(id);
      return;
    }
    LOG.info("Session TTL expired: session={}", id);
    context
        .proposer()
        .propose(SessionRequest.destruction(id))
        .whenComplete(
            (_, failure) -> {
              if (failure == null) {
                forget(id);
              } else {
                tryAgain(id, attempt, failure);
              }
            });
  }

  private void tryAgain(String id, int attempt, Throwable failure) {
    LOG.warn("failed to end session {}: error={}", id, failure.getMessage());
    if (attempt < TRIES_MAX) {
      schedule(id, FIRST_PAUSE.multipliedBy(1L << (attempt - 1)), attempt + 1);
    } else {
      LOG.error("gave up ending session {} after {} tries", id, attempt);
    }
  }

  private static Duration ttl(Session session) {
    try {
      return session.ttl().isEmpty() ? Duration.ZERO : GoDuration.parse(session.ttl());
    } catch (DecodeException _) {
      // A TTL is checked before it is stored; one from a foreign snapshot that is none is none.
      return Duration.ZERO;
    }
  }
}
