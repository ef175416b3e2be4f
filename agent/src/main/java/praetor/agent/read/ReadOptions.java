package praetor.agent.read;

import java.time.Duration;
import praetor.agent.acl.Caller;

/**
 * How a query is answered.
 *
 * @param datacenter empty for the agent's own
 * @param minIndex wait for an answer with a greater index; 0 never waits. Unsigned
 * @param maxWait how long to wait for one; zero for the configured default
 * @param maxStale how far behind the leader a stale answer may be; zero for any
 */
public record ReadOptions(
    Caller caller,
    Consistency consistency,
    String datacenter,
    long minIndex,
    Duration maxWait,
    Duration maxStale) {

  /** An answer at once from the leader's state. */
  public static ReadOptions now(Caller caller) {
    return new ReadOptions(caller, Consistency.LEADER, "", 0, Duration.ZERO, Duration.ZERO);
  }

  /** An answer at once from any server. */
  public static ReadOptions stale(Caller caller) {
    return new ReadOptions(caller, Consistency.STALE, "", 0, Duration.ZERO, Duration.ZERO);
  }

  /** The same options for a read that never waits for a change. */
  public ReadOptions atOnce() {
    return new ReadOptions(caller, consistency, datacenter, 0, Duration.ZERO, maxStale);
  }

  /** The same options for this agent's own datacenter. */
  public ReadOptions here() {
    return in("");
  }

  /** The same options for a datacenter. */
  public ReadOptions in(String other) {
    return new ReadOptions(caller, consistency, other, minIndex, maxWait, maxStale);
  }

  /** The same options for an answer of the leader. */
  public ReadOptions ofLeader() {
    return new ReadOptions(caller, Consistency.LEADER, datacenter, minIndex, maxWait, maxStale);
  }

  public boolean blocks() {
    return minIndex != 0 && !maxWait.isNegative();
  }
}
