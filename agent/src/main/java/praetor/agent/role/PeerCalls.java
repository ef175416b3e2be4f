package praetor.agent.role;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.agent.membership.ServerMember;
import praetor.agent.read.ReadOptions;
import praetor.agent.rpc.RpcCaller;
import praetor.agent.rpc.RpcException;
import praetor.agent.rpc.call.DatacenterRead;
import praetor.agent.rpc.call.Empty;
import praetor.agent.rpc.call.Method;
import praetor.agent.rpc.call.QueryOptions;
import praetor.agent.rpc.call.RaftProgress;
import praetor.agent.rpc.call.ReadRequest;
import praetor.agent.rpc.call.StatusCalls;
import praetor.agent.server.LogProgress;
import praetor.agent.server.ServerCalls;
import praetor.model.DecodeException;
import praetor.model.GoDuration;

/** What a server asks the others of its datacenter, by calls. Safe for any thread. */
record PeerCalls(RpcCaller caller, String datacenter) implements ServerCalls {
  /** A server that takes longer is not healthy. */
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** A server that has never heard of a leader is as far from one as can be. */
  private static final Duration NEVER = Duration.ofDays(365);

  @Override
  public CompletableFuture<LogProgress> progress(ServerMember server) {
    return call(server, StatusCalls.RAFT_STATS, Empty.EMPTY).thenApply(PeerCalls::progress);
  }

  private static LogProgress progress(RaftProgress stats) {
    return new LogProgress(lastContact(stats.lastContact()), stats.lastTerm(), stats.lastIndex());
  }

  private static Duration lastContact(String text) {
    try {
      return text.equals("never") ? NEVER : GoDuration.parse(text);
    } catch (DecodeException _) {
      return NEVER;
    }
  }

  @Override
  public CompletableFuture<List<String>> peers(ServerMember server) {
    var options = QueryOptions.of(ReadOptions.stale(Caller.unrestricted()), "");
    var request = new ReadRequest<>(DatacenterRead.ALL, datacenter, options);
    return call(server, StatusCalls.PEERS, request);
  }

  private <A, R> CompletableFuture<R> call(ServerMember server, Method<A, R> method, A argument) {
    return caller
        .call(ClientSide.target(server), method.name(), method.packArgument(argument), TIMEOUT)
        .thenApply(
            reply -> {
              try {
                return method.reply(reply);
              } catch (DecodeException e) {
                throw new RpcException(
                    RpcException.Kind.UNKNOWN, "unreadable reply of " + method.name(), e);
              }
            });
  }
}
