package praetor.agent.frozen;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.AutopilotState;
import praetor.agent.servers.Operator;
import praetor.state.command.AutopilotSetRequest;

/** Behind a snapshot there is no consensus: no leader, no peers, and nothing to change. */
final class NoOperator implements Operator {
  @Override
  public CompletableFuture<Optional<String>> leader(ReadOptions options) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public CompletableFuture<List<String>> peers(ReadOptions options) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletableFuture<RaftConfiguration> raftConfiguration(ReadOptions options) {
    return Refusal.future();
  }

  @Override
  public CompletableFuture<Void> removePeer(String id, String address, Caller caller) {
    return Refusal.future();
  }

  @Override
  public CompletableFuture<Void> transferLeadership(String id, Caller caller) {
    return Refusal.future();
  }

  @Override
  public CompletableFuture<AutopilotState> autopilotState(ReadOptions options) {
    return Refusal.future();
  }

  @Override
  public CompletableFuture<Boolean> setAutopilot(AutopilotSetRequest request, Caller caller) {
    return Refusal.future();
  }
}
