package praetor.agent.read;

/** How fresh an answer must be. */
public enum Consistency {
  /**
   * The leader answers from its state: stale only for the moment in which it has lost its place
   * unknowingly.
   */
  LEADER("leader"),
  /** The leader makes sure first that it still leads: never stale. */
  CONSISTENT("consistent"),
  /** Any server answers, also without a leader. */
  STALE("stale");

  private final String word;

  Consistency(String word) {
    this.word = word;
  }

  /** The word in {@code X-Consul-Effective-Consistency}. */
  public String word() {
    return word;
  }
}
