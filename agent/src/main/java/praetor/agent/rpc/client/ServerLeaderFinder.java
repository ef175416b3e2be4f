package praetor.agent.rpc.client;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import praetor.agent.rpc.RpcCaller;
import praetor.agent.server.ServerRole;

/** Finds the leader as this server's part in the group knows it. */
public final class ServerLeaderFinder implements LeaderFinder {
  private final ServerRole role;
  private final Function<String, Optional<RpcCaller.Target>> addresses;
  private volatile boolean led;

  /**
   * Finds the leader of a server's group.
   *
   * @param addresses where the server with a node id is reached
   */
  public ServerLeaderFinder(
      ServerRole role, Function<String, Optional<RpcCaller.Target>> addresses) {
    this.role = role;
    this.addresses = addresses;
    role.onLeadership(() -> led = true);
  }

  @Override
  public Leader leader() {
    if (role.leads()) {
      return new Leader.Here();
    }
    var status = role.raftStatus();
    if (status.leads()) {
      // It leads, but what earlier leaders committed is not all applied yet.
      return new Leader.Unknown();
    }
    return status
        .leaderId()
        .flatMap(addresses)
        .<Leader>map(Leader.There::new)
        .orElseGet(Leader.Unknown::new);
  }

  @Override
  public boolean everKnown() {
    // Who led from the beginning has heard of no other leader.
    return led || role.leads() || role.raftStatus().lastContactMs() >= 0;
  }

  @Override
  public CompletableFuture<Void> beginsToLead() {
    return role.leading();
  }
}
