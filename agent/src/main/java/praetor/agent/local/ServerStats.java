package praetor.agent.local;

import java.util.Map;

/**
 * What a server tells of itself in {@code Stats}, names as Consul has them.
 *
 * @param consul {@code acl}, {@code bootstrap}, {@code known_datacenters}, {@code leader}, {@code
 *     leader_addr}, {@code server}
 * @param raft {@code applied_index}, {@code commit_index}, {@code state}, {@code term}, ...
 */
public record ServerStats(Map<String, String> consul, Map<String, String> raft) {
  public ServerStats {
    consul = Map.copyOf(consul);
    raft = Map.copyOf(raft);
  }
}
