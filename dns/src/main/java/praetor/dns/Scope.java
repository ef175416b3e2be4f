package praetor.dns;

import java.time.Duration;

/**
 * Where and how a lookup reads.
 *
 * @param datacenter in lower case; empty for the agent's own
 * @param peer name of a cluster peer, in lower case; empty for none
 * @param token opaque to this module; empty for the anonymous token
 * @param reading how old the answer may be
 */
public record Scope(String datacenter, String peer, String token, Reading reading) {
  /**
   * How old an answer may be.
   *
   * @param allowStale whether any server may answer; false: only the leader
   * @param maxStale how far behind the leader the answering server may be, else the leader is asked
   * @param useCache whether the agent's cache may answer
   * @param cacheMaxAge how old a cached answer may be; zero: any age
   */
  public record Reading(
      boolean allowStale, Duration maxStale, boolean useCache, Duration cacheMaxAge) {}

  /** The same reading in another datacenter. */
  public Scope in(String otherDatacenter) {
    return new Scope(otherDatacenter, "", token, reading);
  }

  /** The same reading of what a peer exported. */
  public Scope of(String peerName) {
    return new Scope("", peerName, token, reading);
  }
}
