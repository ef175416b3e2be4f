package praetor.agent.servers;

import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.model.Bytes;

/**
 * Sends events to all agents of a datacenter. Servers that are called offer it; in the own
 * datacenter the gossip pool carries events. Source: the RPC method Internal.EventFire.
 */
public interface EventWrites {
  /**
   * Sends an event.
   *
   * @param name without the prefix that it has in the gossip pool
   * @param packed the event as agents read it
   */
  CompletableFuture<Void> fire(String name, Bytes packed, Caller caller);
}
