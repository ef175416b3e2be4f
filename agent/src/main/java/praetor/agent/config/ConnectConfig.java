package praetor.agent.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code connect} block.
 *
 * @param caProvider who signs certificates
 * @param clusterId the id of which the trust domain is made, for a new authority
 * @param rootTtl how long a new authority's certificate is valid
 * @param times how long certificates are valid, as the authority's configuration shows it
 */
public record ConnectConfig(
    boolean enabled,
    String caProvider,
    Optional<String> clusterId,
    Duration rootTtl,
    Map<String, String> times) {
  public ConnectConfig {
    times = Map.copyOf(times);
  }
}
