package praetor.raft;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A member of the consensus group.
 *
 * @param id the server's node id, a UUID string
 * @param address where it is reached, as the address book says now
 * @param leader whether it leads, as far as the asked server knows
 */
public record Peer(
    String id, Optional<InetSocketAddress> address, Suffrage suffrage, boolean leader) {

  /** A voter counts for majorities, a learner only receives the log. */
  public enum Suffrage {
    VOTER,
    LEARNER
  }

  /** A voter to be named in {@link RaftEngine#recover}. */
  public static Peer voter(String id) {
    return new Peer(id, Optional.empty(), Suffrage.VOTER, false);
  }

  /** A learner to be named in {@link RaftEngine#recover}. */
  public static Peer learner(String id) {
    return new Peer(id, Optional.empty(), Suffrage.LEARNER, false);
  }
}
