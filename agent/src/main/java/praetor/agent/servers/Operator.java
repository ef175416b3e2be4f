package praetor.agent.servers;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.agent.read.ReadOptions;
import praetor.state.command.AutopilotSetRequest;

/**
 * What operators see and change of the servers themselves. Source: the RPC services Status and
 * Operator.
 */
public interface Operator {
  /**
   * A server in the raft configuration.
   *
   * @param address host:port of its server port
   * @param protocolVersion of raft, as Consul counts them
   * @param lastIndex highest index in its log as the leader knows it
   */
  record RaftServer(
      String id,
      String node,
      String address,
      boolean leader,
      boolean voter,
      String protocolVersion,
      long lastIndex) {}

  /** The raft configuration and the index at which it was written. */
  record RaftConfiguration(List<RaftServer> servers, long index) {}

  /** Host and port of the leader; empty without one. */
  CompletableFuture<Optional<String>> leader(ReadOptions options);

  /** Hosts and ports of the voters. */
  CompletableFuture<List<String>> peers(ReadOptions options);

  CompletableFuture<RaftConfiguration> raftConfiguration(ReadOptions options);

  /** Removes a server from the raft configuration, by id or by address; one of them is empty. */
  CompletableFuture<Void> removePeer(String id, String address, Caller caller);

  /**
   * Hands leadership over.
   *
   * @param id the next leader, or empty for whoever fits best
   */
  CompletableFuture<Void> transferLeadership(String id, Caller caller);

  /** How the servers are, as the leader sees them. */
  CompletableFuture<AutopilotState> autopilotState(ReadOptions options);

  /**
   * Changes the autopilot configuration; false when {@code cas} was asked and the index has moved.
   */
  CompletableFuture<Boolean> setAutopilot(AutopilotSetRequest request, Caller caller);
}
