package praetor.agent.local;

import java.util.Map;
import java.util.Optional;
import praetor.model.Locality;

/**
 * What this agent's node is in the catalog.
 *
 * @param id a UUID
 * @param address the advertised address
 * @param taggedAddresses {@code lan}, {@code wan}, {@code lan_ipv4}, {@code wan_ipv4}
 * @param meta the configured metadata and what the agent adds: {@code consul-network-segment},
 *     {@code consul-version}
 */
public record NodeFacts(
    String id,
    String name,
    String datacenter,
    String address,
    Map<String, String> taggedAddresses,
    Map<String, String> meta,
    Optional<Locality> locality) {
  public NodeFacts {
    taggedAddresses = Map.copyOf(taggedAddresses);
    meta = Map.copyOf(meta);
  }
}
