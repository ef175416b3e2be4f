package praetor.agent.rpc.grpc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.acl.TokenResolver;
import praetor.agent.entry.ExportedService;
import praetor.agent.limit.CallKind;
import praetor.agent.limit.RequestLimits;
import praetor.agent.read.Answer;
import praetor.agent.read.Consistency;
import praetor.agent.read.ReadOptions;
import praetor.agent.read.SubscribedInstances;
import praetor.model.CheckServiceNode;

/**
 * Follows services by blocking reads of this server's own state, leader or not, and has the servers
 * do the rest.
 */
public final class ServersSource implements GrpcServices {
  /** A reader without news asks again after this time; nothing else depends on it. */
  private static final Duration WAIT = Duration.ofMinutes(5);

  /** Reads of this server's own state: {@link praetor.agent.servers.Servers#read}. */
  @FunctionalInterface
  public interface Reads {
    CompletableFuture<Answer<List<CheckServiceNode>>> read(
        SubscribedInstances query, ReadOptions options);
  }

  /** Hands leadership over: {@link praetor.agent.servers.Operator#transferLeadership}. */
  @FunctionalInterface
  public interface Transfer {
    CompletableFuture<Void> to(String id, Caller caller);
  }

  private final Reads reads;
  private final Transfer transfer;
  private final Supplier<CompletableFuture<Answer<List<ExportedService>>>> exports;
  private final TokenResolver tokens;
  private final RequestLimits limits;

  public ServersSource(
      Reads reads,
      Transfer transfer,
      Supplier<CompletableFuture<Answer<List<ExportedService>>>> exports,
      TokenResolver tokens,
      RequestLimits limits) {
    this.exports = exports;
    this.reads = reads;
    this.transfer = transfer;
    this.tokens = tokens;
    this.limits = limits;
  }

  @Override
  public CompletableFuture<Void> transferLeadership(String id) {
    return transfer.to(id, tokens.resolve(""));
  }

  @Override
  public CompletableFuture<Answer<List<ExportedService>>> exportedServices() {
    return exports.get();
  }

  /** What operators do is not counted. */
  @Override
  public Optional<RequestException> refusal(String method, String from) {
    var kind = method.contains(".operator.") ? CallKind.FREE : CallKind.READ;
    return limits.refusal(kind, () -> method, from);
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
