package praetor.agent.servers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How the servers of a datacenter are.
 *
 * @param healthy whether all of them are
 * @param failureTolerance healthy voters that may fail before the group has no majority
 * @param servers by id
 * @param leader its id; empty without one
 * @param voters their ids, the leader's first
 */
public record AutopilotState(
    boolean healthy,
    int failureTolerance,
    List<Server> servers,
    String leader,
    List<String> voters) {
  /**
   * A server.
   *
   * @param address host:port of its server port
   * @param memberStatus what the pool of members says: {@code alive}, {@code failed}, ...
   * @param version of the program, without build details
   * @param lastContact how long ago it heard from the leader; zero for the leader
   * @param stableSince since when it is as healthy, or as unhealthy, as it is now
   * @param meta the metadata of its node
   */
  public record Server(
      String id,
      String name,
      String address,
      String memberStatus,
      String version,
      boolean leader,
      boolean voter,
      Duration lastContact,
      long lastTerm,
      long lastIndex,
      boolean healthy,
      Instant stableSince,
      Map<String, String> meta) {
    public Server {
      meta = Map.copyOf(meta);
    }
  }

  public AutopilotState {
    servers = List.copyOf(servers);
    voters = List.copyOf(voters);
  }
}
