package praetor.agent.config;

import java.util.List;
import java.util.Map;

/**
 * A service of a configuration file; empty texts and lists stand for absent keys.
 *
 * @param id the name when the file gives none
 * @param proxy the {@code proxy} block as written
 * @param connect the {@code connect} block as written
 * @param locality the {@code locality} block as written
 */
public record ServiceDefinition(
    String id,
    String name,
    String kind,
    List<String> tags,
    String address,
    int port,
    String socketPath,
    Map<String, String> meta,
    Map<String, TaggedAddress> taggedAddresses,
    Weights weights,
    boolean enableTagOverride,
    String token,
    List<CheckDefinition> checks,
    Settings proxy,
    Settings connect,
    Settings locality) {

  /** An address under another name, such as {@code wan}. */
  public record TaggedAddress(String address, int port) {}

  /** Weights of SRV answers; 1 and 1 unless given. */
  public record Weights(int passing, int warning) {}

  public ServiceDefinition {
    tags = List.copyOf(tags);
    meta = Map.copyOf(meta);
    taggedAddresses = Map.copyOf(taggedAddresses);
    checks = List.copyOf(checks);
  }
}
