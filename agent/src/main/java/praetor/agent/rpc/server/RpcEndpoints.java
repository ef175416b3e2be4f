package praetor.agent.rpc.server;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.agent.acl.TokenResolver;
import praetor.agent.event.EventSource;
import praetor.agent.limit.CallKind;
import praetor.agent.limit.RequestLimits;
import praetor.agent.rpc.LeaderCall;
import praetor.agent.rpc.RpcException;
import praetor.agent.rpc.RpcHandler;
import praetor.agent.rpc.Stages;
import praetor.agent.servers.Datacenters;
import praetor.agent.servers.Servers;
import praetor.model.Bytes;
import praetor.raft.RaftStatus;

/**
 * Answers the calls that reach a server.
 *
 * <p>A call is answered by the servers of the datacenter, of which this one knows the leader. One
 * that another server forwarded ({@link LeaderCall}) is answered by this server or not at all. Safe
 * for any thread.
 */
public final class RpcEndpoints implements RpcHandler {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server.rpc");

  /**
   * What calls are answered from.
   *
   * @param servers all servers of the datacenter: this one finds the leader
   * @param own this server alone
   * @param whenLeading runs an action if this server leads; else fails with "No cluster leader"
   */
  public record Backing(
      Servers servers,
      Servers own,
      Function<Supplier<CompletableFuture<Bytes>>, CompletableFuture<Bytes>> whenLeading) {}

  /**
   * What calls are answered from besides.
   *
   * @param datacenter the own one
   * @param raft how this server stands in the group
   * @param limits how many calls are answered
   * @param newcomers what agents get that have no certificate yet
   */
  public record Surroundings(
      String datacenter,
      TokenResolver tokens,
      EventSource events,
      Keyrings keyrings,
      Datacenters datacenters,
      Supplier<RaftStatus> raft,
      Newcomers newcomers,
      RequestLimits limits) {}

  private final Backing backing;
  private final MethodTable table;
  private final MethodTable anonymous;
  private final RequestLimits limits;

  public RpcEndpoints(Backing backing, Surroundings surroundings) {
    this.backing = backing;
    limits = surroundings.limits();
    table = new MethodTable(surroundings.tokens());
    AclAnswers.addTo(table);
    CatalogAnswers.addTo(table, surroundings.datacenters());
    ConfigEntryAnswers.addTo(table);
    ConnectAnswers.addTo(table);
    CoordinateAnswers.addTo(table, surroundings.datacenters());
    HealthAnswers.addTo(table);
    InternalAnswers.addTo(table, surroundings.events(), surroundings.keyrings());
    IntentionAnswers.addTo(table);
    KvAnswers.addTo(table);
    MeshAnswers.addTo(table);
    OperatorAnswers.addTo(table, surroundings.datacenter());
    QueryAnswers.addTo(table);
    SessionAnswers.addTo(table);
    StatusAnswers.addTo(table, surroundings.raft());
    TxnAnswers.addTo(table);
    anonymous = new MethodTable(surroundings.tokens());
    AutoAnswers.addTo(anonymous, surroundings.newcomers());
  }

  /** Answers those who show no certificate because they are to get one. */
  public RpcHandler anonymous() {
    return call ->
        answer(call, () -> anonymous.answer(call.method(), call.argument(), backing.servers()));
  }

  /** Every failure is an {@link RpcException}, whatever the call holds. */
  @Override
  public CompletableFuture<Bytes> handle(Call call) {
    return answer(call, () -> answer(call));
  }

  private static CompletableFuture<Bytes> answer(
      Call call, Supplier<CompletableFuture<Bytes>> answering) {
    CompletableFuture<Bytes> reply;
    try {
      reply = answering.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(refusal(call, e));
    }
    if (reply.isDone() && !reply.isCompletedExceptionally()) {
      return reply;
    }
    return Stages.mapFailure(reply, failure -> refusal(call, failure));
  }

  private CompletableFuture<Bytes> answer(Call call) {
    var forwarded = LeaderCall.method(call.method());
    var name = forwarded.orElse(call.method());
    limits
        .refusal(CallKind.of(name), () -> name, call.remote())
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    if (forwarded.isEmpty()) {
      return table.answer(call.method(), call.argument(), backing.servers());
    }
    var method = forwarded.get();
    return backing.whenLeading().apply(() -> table.answer(method, call.argument(), backing.own()));
  }

  private static RpcException refusal(Call call, Throwable failure) {
    return switch (failure) {
      case RpcException told -> told;
      case RequestException refused -> RpcException.answered(String.valueOf(refused.getMessage()));
      case CompletionException wrapper when wrapper.getCause() != null ->
          refusal(call, wrapper.getCause());
      case CancellationException given ->
          new RpcException(RpcException.Kind.UNKNOWN, "given up", given);
      default -> {
        LOG.error("call failed: method={} from={}", call.method(), call.remote(), failure);
        yield RpcException.answered("internal error in " + call.method());
      }
    };
  }
}
