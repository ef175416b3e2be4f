package praetor.agent.rpc.grpc;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import praetor.agent.RequestException;
import praetor.agent.rpc.stream.Deadline;
import praetor.model.DecodeException;

/**
 * One followed service: its state, then its changes until the caller gives up. Owned by the thread
 * of its call.
 */
final class Subscription {
  /** Source: what Consul 1.21.4 says after a restore; its clients begin anew at once. */
  private static final String SET_BACK =
      "subscription closed by server, client must reset state and resubscribe";

  /** How long a new subscription waits for a leader before the caller is to try again. */
  private static final Duration LEADER_WAIT = Duration.ofSeconds(7);

  private static final Duration LEADER_RETRY = Duration.ofMillis(250);

  private final SubscribeSource source;
  private final GrpcCall call;

  Subscription(SubscribeSource source, GrpcCall call) {
    this.source = source;
    this.call = call;
  }

  /** Serves the call until it ends. */
  void run() throws IOException {
    SubscribeRequest request;
    try {
      request = SubscribeRequest.decode(call.request());
    } catch (DecodeException e) {
      call.end(
          GrpcStatus.internal("grpc: failed to unmarshal the received message: " + e.getMessage()));
      return;
    }
    var refusal = refusal(request);
    call.end(refusal.isPresent() ? refusal.get() : follow(request));
  }

  /** Source: texts and codes observed on Consul 1.21.4. */
  private static Optional<GrpcStatus> refusal(SubscribeRequest request) {
    boolean known =
        request.topic() == SubscribeRequest.SERVICE_HEALTH
            || request.topic() == SubscribeRequest.SERVICE_HEALTH_CONNECT;
    if (request.wildcard() && known) {
      var topic =
          request.topic() == SubscribeRequest.SERVICE_HEALTH
              ? "ServiceHealth"
              : "ServiceHealthConnect";
      return Optional.of(
          GrpcStatus.unknown("topic " + topic + " does not support wildcard subscriptions"));
    }
    if (!request.wildcard() && request.key().isEmpty()) {
      return Optional.of(
          GrpcStatus.invalid("either WildcardSubject or NamedSubject.Key is required"));
    }
    return known
        ? Optional.empty()
        : Optional.of(GrpcStatus.invalid("cannot construct subject for topic " + request.topic()));
  }

  private GrpcStatus follow(SubscribeRequest request) throws IOException {
    var changes = new HealthChanges();
    try {
      var state = first(request);
      call.begin(Map.of());
      if (request.index() != 0) {
        // There is no history here: a caller that had a state gets a new one.
        call.send(Events.NEW_SNAPSHOT_TO_FOLLOW);
      }
      while (!call.isCancelled()) {
        if (changes.isSetBack(state)) {
          return GrpcStatus.aborted(SET_BACK);
        }
        for (var message : changes.next(state)) {
          call.send(message);
        }
        state = await(request, state.index());
      }
      return GrpcStatus.OK;
    } catch (RequestException e) {
      return GrpcStatus.of(e);
    }
  }

  private SubscribeSource.State first(SubscribeRequest request) throws IOException {
    var deadline = Deadline.after(LEADER_WAIT);
    while (true) {
      try {
        return await(request, 0);
      } catch (RequestException e) {
        boolean temporary = RequestException.NO_LEADER.equals(e.getMessage());
        if (!temporary || deadline.leftNanos() < LEADER_RETRY.toNanos() || call.isCancelled()) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(LEADER_RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private SubscribeSource.State await(SubscribeRequest request, long minIndex) throws IOException {
    var pending = source.next(request, minIndex);
    call.onCancel(() -> pending.cancel(false));
    try {
      // The source answers after a while in any case.
      return pending.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RequestException refused) {
        throw refused;
      }
      throw new IllegalStateException("a subscription cannot be read", e.getCause());
    } catch (CancellationException e) {
      throw new IOException("the caller is gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
