package praetor.agent.rpc.client;

import java.util.concurrent.CompletableFuture;
import praetor.agent.rpc.RpcCaller;

/** Tells a server where the leader is. Safe for any thread. */
public interface LeaderFinder {
  /** Where the leader is, as far as this server knows now. */
  sealed interface Leader {
    /** This server leads, and its state is complete. */
    record Here() implements Leader {}

    record There(RpcCaller.Target target) implements Leader {}

    /** There is none, or nobody knows how to reach it. */
    record Unknown() implements Leader {}
  }

  Leader leader();

  /**
   * Whether this server has ever had contact with a leader: before that, its state is not shown
   * even to those who bear an old one.
   */
  boolean everKnown();

  /** Completes when this server begins to lead, at once when it does. */
  CompletableFuture<Void> beginsToLead();
}
