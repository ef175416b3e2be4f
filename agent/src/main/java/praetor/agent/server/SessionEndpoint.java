package praetor.agent.server;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.acl.Access;
import praetor.agent.acl.Caller;
import praetor.agent.acl.Resource;
import praetor.agent.servers.SessionWrites;
import praetor.model.DecodeException;
import praetor.model.GoDuration;
import praetor.model.Session;
import praetor.state.Outcome;
import praetor.state.WatchSet;
import praetor.state.command.SessionRequest;

/**
 * Creates, renews and ends sessions. Source: texts of Consul 1.21.4, vector session-create-errors.
 */
final class SessionEndpoint implements SessionWrites {
  /** session_ttl_min. */
  private static final Duration TTL_MIN = Duration.ofSeconds(10);

  private static final Duration TTL_MAX = Duration.ofHours(24);

  private final ServerContext context;
  private final SessionTtls ttls;

  SessionEndpoint(ServerContext context, SessionTtls ttls) {
    this.context = context;
    this.ttls = ttls;
  }

  @Override
  public CompletableFuture<String> create(Session session, Caller caller) {
    caller.authorizer().require(Resource.SESSION, session.node(), Access.WRITE);
    if (session.node().isEmpty()) {
      throw RequestException.failed("Must provide Node");
    }
    var behavior = session.behavior().isEmpty() ? Session.RELEASE : session.behavior();
    if (!behavior.equals(Session.RELEASE) && !behavior.equals(Session.DELETE)) {
      throw RequestException.failed("Invalid Behavior setting '" + behavior + "'");
    }
    checkTtl(session.ttl());
    var created =
        new Session(
            context.drawId(),
            session.name(),
            session.node(),
            session.lockDelay(),
            behavior,
            session.ttl(),
            session.nodeChecks(),
            session.serviceChecks(),
            session.checks(),
            0,
            0);
    return context
        .proposer()
        .propose(new SessionRequest(SessionRequest.CREATE, created))
        .thenApply(this::createdId);
  }

  private String createdId(Outcome outcome) {
    return switch (outcome) {
      case Outcome.SessionCreated(var id) -> {
        ttls.watch(id);
        yield id;
      }
      case Outcome.Refused(var reason) -> throw RequestException.failed("apply failed: " + reason);
      case Outcome.Done _,
          Outcome.Answered _,
          Outcome.TxnDone _,
          Outcome.TxnFailed _,
          Outcome.Numbered _,
          Outcome.IpsAssigned _,
          Outcome.Restored _ ->
          throw new IllegalStateException("creating a session came to " + outcome);
    };
  }

  private static void checkTtl(String text) {
    if (text.isEmpty()) {
      return;
    }
    Duration ttl;
    try {
      ttl = GoDuration.parse(text);
    } catch (DecodeException e) {
      throw RequestException.failed("Session TTL '" + text + "' invalid: " + e.getMessage());
    }
    if (!ttl.isZero() && (ttl.compareTo(TTL_MIN) < 0 || ttl.compareTo(TTL_MAX) > 0)) {
      throw RequestException.failed(
          "Invalid Session TTL '" + ttl.toNanos() + "', must be between [10s=24h0m0s]");
    }
  }

  @Override
  public CompletableFuture<Void> destroy(String id, Caller caller) {
    var known = context.store().view().session(id, WatchSet.none()).value();
    if (known.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    caller.authorizer().require(Resource.SESSION, known.get().node(), Access.WRITE);
    return context
        .proposer()
        .propose(SessionRequest.destruction(id))
        .thenAccept(_ -> ttls.forget(id));
  }

  @Override
  public CompletableFuture<Optional<Session>> renew(String id, Caller caller) {
    var known = context.store().view().session(id, WatchSet.none()).value();
    known.ifPresent(
        session -> {
          caller.authorizer().require(Resource.SESSION, session.node(), Access.WRITE);
          ttls.watch(id);
        });
    return CompletableFuture.completedFuture(known);
  }
}
