package praetor.agent.local;

/**
 * What operators have an agent do about itself and its pool. Methods may block; failures are {@link
 * praetor.agent.RequestException}s. Safe for any thread.
 */
public interface AgentControl {
  /**
   * Has the agent join the pool of another one.
   *
   * @param address a host, with the gossip port or without
   */
  void join(String address, boolean wan);

  /** Has a failed member count as one that left. */
  void forceLeave(String node, boolean prune, boolean wan);

  /** Leaves the pool and has the agent end. */
  void leave();

  /** Reads the configuration again. */
  void reload();
}
