package praetor.agent.config;

import java.util.Map;
import java.util.Optional;

/**
 * Who this agent is.
 *
 * @param name node name, the host name unless given
 * @param id node id as given; the agent makes or remembers one when absent
 * @param meta {@code node_meta}, at most 64 pairs
 * @param datacenter lower case name of the datacenter
 * @param primaryDatacenter the datacenter that owns ACLs and intentions; this one unless given
 */
public record NodeConfig(
    String name,
    Optional<String> id,
    Map<String, String> meta,
    String datacenter,
    String primaryDatacenter) {

  public NodeConfig {
    meta = Map.copyOf(meta);
  }
}
