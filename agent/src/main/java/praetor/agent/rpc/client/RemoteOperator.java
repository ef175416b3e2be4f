package praetor.agent.rpc.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.agent.read.ReadOptions;
import praetor.agent.rpc.Stages;
import praetor.agent.rpc.call.DatacenterRead;
import praetor.agent.rpc.call.OperatorCalls;
import praetor.agent.rpc.call.RaftPeer;
import praetor.agent.rpc.call.StatusCalls;
import praetor.agent.servers.AutopilotState;
import praetor.agent.servers.Operator;
import praetor.state.command.AutopilotSetRequest;

/** What operators see and change, asked of servers. */
record RemoteOperator(Remote remote) implements Operator {
  @Override
  public CompletableFuture<Optional<String>> leader(ReadOptions options) {
    return Stages.map(
        remote.ask(StatusCalls.LEADER, DatacenterRead.ALL, options),
        address -> Optional.of(address).filter(text -> !text.isEmpty()));
  }

  @Override
  public CompletableFuture<List<String>> peers(ReadOptions options) {
    return remote.ask(StatusCalls.PEERS, DatacenterRead.ALL, options);
  }

  @Override
  public CompletableFuture<RaftConfiguration> raftConfiguration(ReadOptions options) {
    return remote.ask(OperatorCalls.RAFT_CONFIGURATION, DatacenterRead.ALL, options);
  }

  @Override
  public CompletableFuture<Void> removePeer(String id, String address, Caller caller) {
    var method =
        id.isEmpty() ? OperatorCalls.REMOVE_PEER_BY_ADDRESS : OperatorCalls.REMOVE_PEER_BY_ID;
    return RemoteServers.done(remote.write(method, new RaftPeer(id, address), caller));
  }

  @Override
  public CompletableFuture<Void> transferLeadership(String id, Caller caller) {
    var done =
        RemoteServers.done(
            remote.write(OperatorCalls.TRANSFER_LEADER, new RaftPeer(id, ""), caller));
    return Stages.mapFailure(done, Failures::withoutCall);
  }

  @Override
  public CompletableFuture<AutopilotState> autopilotState(ReadOptions options) {
    return remote.ask(OperatorCalls.AUTOPILOT_STATE, DatacenterRead.ALL, options);
  }

  @Override
  public CompletableFuture<Boolean> setAutopilot(AutopilotSetRequest request, Caller caller) {
    return Stages.map(
        remote.write(OperatorCalls.SET_AUTOPILOT_CONFIG, request, caller),
        held -> held || !request.cas());
  }
}
