package praetor.agent.rpc.grpc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.acl.TokenResolver;
import praetor.agent.read.Answer;
import praetor.agent.read.Consistency;
import praetor.agent.read.ReadOptions;
import praetor.agent.read.SubscribedInstances;
import praetor.model.CheckServiceNode;

/** Follows services by blocking reads of this server's own state, leader or not. */
public final class ServersSource implements SubscribeSource {
  /** A reader without news asks again after this time; nothing else depends on it. */
  private static final Duration WAIT = Duration.ofMinutes(5);

  /** Reads of this server's own state: {@link praetor.agent.servers.Servers#read}. */
  @FunctionalInterface
  public interface Reads {
    CompletableFuture<Answer<List<CheckServiceNode>>> read(
        SubscribedInstances query, ReadOptions options);
  }

  private final Reads reads;
  private final TokenResolver tokens;

  public ServersSource(Reads reads, TokenResolver tokens) {
    this.reads = reads;
    this.tokens = tokens;
  }

  @Override
  public CompletableFuture<State> next(SubscribeRequest request, long minIndex) {
    boolean connect = request.topic() == SubscribeRequest.SERVICE_HEALTH_CONNECT;
    ReadOptions options;
    try {
      options =
          new ReadOptions(
              tokens.resolve(request.token()),
              Consistency.STALE,
              request.datacenter(),
              minIndex,
              WAIT,
              Duration.ZERO);
    } catch (RequestException e) {
      return CompletableFuture.failedFuture(e);
    }
    var reading = reads.read(new SubscribedInstances(request.key(), connect), options);
    var state = reading.thenApply(answer -> state(answer, minIndex));
    // Whoever gives up the state gives up the reading.
    state.whenComplete(
        (_, _) -> {
          if (state.isCancelled()) {
            reading.cancel(false);
          }
        });
    return state;
  }

  /** Source: while there is no leader, Consul 1.21.4 holds a new subscription back. */
  private static State state(Answer<List<CheckServiceNode>> answer, long minIndex) {
    if (minIndex == 0 && !answer.knownLeader()) {
      throw RequestException.noLeader();
    }
    return new State(answer.index(), answer.value());
  }
}
