package praetor.agent.server;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import praetor.agent.RequestException;
import praetor.agent.acl.Access;
import praetor.agent.acl.Caller;
import praetor.agent.acl.Resource;
import praetor.agent.read.Consistency;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.AutopilotState;
import praetor.agent.servers.Operator;
import praetor.model.codec.GoStrings;
import praetor.raft.AdminOutcome;
import praetor.raft.Peer;
import praetor.raft.RaftEngine;
import praetor.state.Outcome;
import praetor.state.command.AutopilotSetRequest;

/** Shows and changes the group of servers. Safe for any thread. */
final class OperatorEndpoint implements Operator {
  /** Consul's number for the raft protocol in which servers are named by id. */
  private static final String RAFT_PROTOCOL = "3";

  private final ServerContext context;
  private final RaftEngine raft;
  private final LeaderGate gate;
  private final RaftServers servers;
  private final Autopilot autopilot;

  OperatorEndpoint(
      ServerContext context,
      RaftEngine raft,
      LeaderGate gate,
      RaftServers servers,
      Autopilot autopilot) {
    this.context = context;
    this.raft = raft;
    this.gate = gate;
    this.servers = servers;
    this.autopilot = autopilot;
  }

  @Override
  public CompletableFuture<Optional<String>> leader(ReadOptions options) {
    return inDatacenter(
        options,
        () ->
            raft.configuration().stream()
                .filter(Peer::leader)
                .findFirst()
                .flatMap(RaftServers::address));
  }

  @Override
  public CompletableFuture<List<String>> peers(ReadOptions options) {
    return inDatacenter(
        options,
        () ->
            raft.configuration().stream()
                .filter(peer -> peer.suffrage() == Peer.Suffrage.VOTER)
                .flatMap(peer -> RaftServers.address(peer).stream())
                .toList());
  }

  @Override
  public CompletableFuture<RaftConfiguration> raftConfiguration(ReadOptions options) {
    return asked(
        options,
        () -> {
          options.caller().authorizer().require(Resource.OPERATOR, "", Access.READ);
          return new RaftConfiguration(
              raft.configuration().stream().map(this::server).toList(), raft.configurationIndex());
        });
  }

  private RaftServer server(Peer peer) {
    return new RaftServer(
        peer.id(),
        servers.name(peer.id()),
        RaftServers.address(peer).orElse(""),
        peer.leader(),
        peer.suffrage() == Peer.Suffrage.VOTER,
        RAFT_PROTOCOL,
        servers.progress(peer.id()).map(LogProgress::lastIndex).orElse(0L));
  }

  @Override
  public CompletableFuture<AutopilotState> autopilotState(ReadOptions options) {
    return asked(
        options,
        () -> {
          options.caller().authorizer().require(Resource.OPERATOR, "", Access.READ);
          return autopilot.assess();
        });
  }

  @Override
  public CompletableFuture<Void> removePeer(String id, String address, Caller caller) {
    caller.authorizer().require(Resource.OPERATOR, "", Access.WRITE);
    var known =
        raft.configuration().stream()
            .filter(
                peer ->
                    id.isEmpty()
                        ? RaftServers.address(peer).filter(address::equals).isPresent()
                        : peer.id().equals(id))
            .findFirst();
    if (known.isEmpty()) {
      var what =
          id.isEmpty() ? "address " + GoStrings.quoted(address) : "id " + GoStrings.quoted(id);
      throw RequestException.failed(what + " was not found in the Raft configuration");
    }
    return raft.removePeer(known.get().id()).thenAccept(OperatorEndpoint::done);
  }

  @Override
  public CompletableFuture<Void> transferLeadership(String id, Caller caller) {
    caller.authorizer().require(Resource.OPERATOR, "", Access.WRITE);
    var self = context.config().node().id().orElse("");
    var next =
        raft.configuration().stream()
            .filter(peer -> peer.suffrage() == Peer.Suffrage.VOTER)
            .filter(peer -> id.isEmpty() ? !peer.id().equals(self) : peer.id().equals(id))
            .findFirst();
    if (next.isEmpty()) {
      throw RequestException.failed(
          id.isEmpty() ? "cannot find peer" : "Could not find address for server id " + id);
    }
    if (next.get().id().equals(self) && next.get().leader()) {
      throw RequestException.failed("cannot transfer leadership to itself");
    }
    return raft.transferLeadership(next.get().id()).thenAccept(OperatorEndpoint::done);
  }

  private static void done(AdminOutcome outcome) {
    switch (outcome) {
      case AdminOutcome.Done _ -> {}
      case AdminOutcome.NotLeader _ -> throw RequestException.noLeader();
      case AdminOutcome.Refused(var reason) -> throw RequestException.failed(reason);
      case AdminOutcome.Unknown(var reason) -> throw RequestException.failed(reason);
    }
  }

  @Override
  public CompletableFuture<Boolean> setAutopilot(AutopilotSetRequest request, Caller caller) {
    caller.authorizer().require(Resource.OPERATOR, "", Access.WRITE);
    return context
        .proposer()
        .propose(request)
        .thenApply(outcome -> !(outcome instanceof Outcome.Answered(boolean held)) || held);
  }

  /** An answer of the leader, or of this server when a stale one will do. */
  private <T> CompletableFuture<T> asked(ReadOptions options, Supplier<T> answer) {
    return options.consistency() == Consistency.STALE
        ? inDatacenter(options, answer)
        : gate.whenOpen(() -> inDatacenter(options, answer));
  }

  private <T> CompletableFuture<T> inDatacenter(ReadOptions options, Supplier<T> answer) {
    if (!options.datacenter().isEmpty() && !options.datacenter().equals(context.datacenter())) {
      return CompletableFuture.failedFuture(
          RequestException.failed(RequestException.NO_PATH_TO_DATACENTER));
    }
    return CompletableFuture.completedFuture(answer.get());
  }
}
