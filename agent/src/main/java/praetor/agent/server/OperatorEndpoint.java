package praetor.agent.server;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.acl.Access;
import praetor.agent.acl.Caller;
import praetor.agent.acl.Resource;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.Operator;
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

  OperatorEndpoint(ServerContext context, RaftEngine raft) {
    this.context = context;
    this.raft = raft;
  }

  @Override
  public CompletableFuture<Optional<String>> leader(ReadOptions options) {
    return inDatacenter(
        options,
        () ->
            raft.configuration().stream()
                .filter(Peer::leader)
                .findFirst()
                .flatMap(OperatorEndpoint::address));
  }

  @Override
  public CompletableFuture<List<String>> peers(ReadOptions options) {
    return inDatacenter(
        options,
        () ->
            raft.configuration().stream()
                .filter(peer -> peer.suffrage() == Peer.Suffrage.VOTER)
                .flatMap(peer -> address(peer).stream())
                .toList());
  }

  @Override
  public CompletableFuture<RaftConfiguration> raftConfiguration(ReadOptions options) {
    return inDatacenter(
        options,
        () -> {
          options.caller().authorizer().require(Resource.OPERATOR, "", Access.READ);
          List<RaftServer> servers = new ArrayList<>();
          for (var peer : raft.configuration()) {
            servers.add(server(peer));
          }
          return new RaftConfiguration(servers, 0);
        });
  }

  private RaftServer server(Peer peer) {
    return new RaftServer(
        peer.id(),
        nodeName(peer.id()),
        address(peer).orElse(""),
        peer.leader(),
        peer.suffrage() == Peer.Suffrage.VOTER,
        RAFT_PROTOCOL,
        raft.status().lastLogIndex());
  }

  private String nodeName(String id) {
    return id.equals(context.config().node().id().orElse(""))
        ? context.config().node().name()
        : context.store().view().nodeById(id).map(node -> node.node()).orElse("(unknown)");
  }

  private static Optional<String> address(Peer peer) {
    return peer.address().map(OperatorEndpoint::text);
  }

  static String text(InetSocketAddress address) {
    var host = address.getHostString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  @Override
  public CompletableFuture<Void> removePeer(String id, String address, Caller caller) {
    caller.authorizer().require(Resource.OPERATOR, "", Access.WRITE);
    var known =
        raft.configuration().stream()
            .filter(
                peer ->
                    id.isEmpty()
                        ? address(peer).filter(address::equals).isPresent()
                        : peer.id().equals(id))
            .findFirst();
    if (known.isEmpty()) {
      var what = id.isEmpty() ? "address \"" + address + "\"" : "id \"" + id + "\"";
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

  private <T> CompletableFuture<T> inDatacenter(
      ReadOptions options, java.util.function.Supplier<T> answer) {
    if (!options.datacenter().isEmpty() && !options.datacenter().equals(context.datacenter())) {
      return CompletableFuture.failedFuture(
          RequestException.failed(RequestException.NO_PATH_TO_DATACENTER));
    }
    return CompletableFuture.completedFuture(answer.get());
  }
}
