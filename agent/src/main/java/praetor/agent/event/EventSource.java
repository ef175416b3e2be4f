package praetor.agent.event;

import praetor.model.Bytes;

/**
 * What carries events to all agents of the datacenter, this one among them: the gossip pool, or
 * nothing while the agent is alone. Safe for any thread.
 */
public interface EventSource {
  /** Takes the events that arrive, each once, in the order of their arrival. Must not block. */
  @FunctionalInterface
  interface Listener {
    /**
     * An event is there.
     *
     * @param time the Lamport time of its broadcast
     */
    void received(long time, String name, Bytes payload);
  }

  /**
   * Sends an event to all agents; this agent receives it, too.
   *
   * @throws IllegalArgumentException when it is too large, in the words of serf
   */
  void broadcast(String name, Bytes payload);

  /** Has a listener take what arrives from now on, besides those before it. */
  void listen(Listener listener);
}
