package praetor.agent.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.event.EventSource;
import praetor.model.Bytes;

/**
 * Tells all agents that this server leads now: they compare what they have with the catalog.
 * Source: the event that leaders of Consul 1.10 and 1.21.4 fire.
 */
public final class NewLeader implements LeaderDuty {
  /** The name of the event; its payload is the name of the leader's node. */
  public static final String EVENT = "consul:new-leader";

  private static final Logger LOG = LoggerFactory.getLogger("agent.server");

  private final ServerContext context;
  private final EventSource events;

  NewLeader(ServerContext context, EventSource events) {
    this.context = context;
    this.events = events;
  }

  @Override
  public void start() {
    // Off raft's thread: the gossip loop may have to be waited for.
    Thread.ofVirtual().name("new-leader").start(this::tell);
  }

  private void tell() {
    try {
      events.broadcast(EVENT, Bytes.utf8(context.config().node().name()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      LOG.warn("failed to broadcast new leader event: error={}", e.getMessage());
    }
  }

  @Override
  public void stop() {}
}
