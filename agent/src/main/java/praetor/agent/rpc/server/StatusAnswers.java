package praetor.agent.rpc.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import praetor.agent.rpc.call.Empty;
import praetor.agent.rpc.call.RaftProgress;
import praetor.agent.rpc.call.StatusCalls;
import praetor.model.GoDuration;
import praetor.raft.RaftStatus;

/** Answers the methods that tell how the servers are. */
final class StatusAnswers {
  private StatusAnswers() {}

  static void addTo(MethodTable table, Supplier<RaftStatus> raft) {
    table.on(StatusCalls.PING, (_, _) -> CompletableFuture.completedFuture(Empty.EMPTY));
    table.on(
        StatusCalls.LEADER,
        (request, servers) ->
            servers
                .in(request.datacenter())
                .operator()
                .leader(table.options(request))
                .thenApply(leader -> leader.orElse("")));
    table.on(
        StatusCalls.PEERS,
        (request, servers) ->
            servers.in(request.datacenter()).operator().peers(table.options(request)));
    table.on(
        StatusCalls.RAFT_STATS, (_, _) -> CompletableFuture.completedFuture(progress(raft.get())));
  }

  private static RaftProgress progress(RaftStatus status) {
    return new RaftProgress(lastContact(status), status.lastLogTerm(), status.lastLogIndex());
  }

  private static String lastContact(RaftStatus status) {
    if (status.leads()) {
      return "0";
    }
    return status.lastContactMs() < 0
        ? "never"
        : GoDuration.format(Duration.ofMillis(status.lastContactMs()));
  }
}
