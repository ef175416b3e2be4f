package praetor.agent.rpc.net;

import java.util.HashMap;
import java.util.Map;

/** How many connections each client address has. Safe for any thread. */
final class ClientCounts {
  private int max;
  private final Map<String, Integer> counts = new HashMap<>();
  // Addresses whose refusal was told since they last were below the limit.
  private final Map<String, Boolean> told = new HashMap<>();

  /**
   * @param max 0 for no limit
   */
  ClientCounts(int max) {
    this.max = max;
  }

  synchronized int max() {
    return max;
  }

  /** Those that are there stay. */
  synchronized void limit(int newMax) {
    max = newMax;
  }

  /** What becomes of a new connection. */
  enum Admission {
    ACCEPTED,
    REFUSED,
    /** The first one of this address over the limit: worth a line in the log. */
    FIRST_REFUSED
  }

  synchronized Admission enter(String client) {
    int count = counts.getOrDefault(client, 0);
    if (max > 0 && count >= max) {
      return told.put(client, true) == null ? Admission.FIRST_REFUSED : Admission.REFUSED;
    }
    counts.put(client, count + 1);
    return Admission.ACCEPTED;
  }

  synchronized void leave(String client) {
    counts.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
    told.remove(client);
  }
}
