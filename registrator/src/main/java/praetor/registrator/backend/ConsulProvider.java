package praetor.registrator.backend;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Praetor or Consul: services of the agent at {@code consul://host:port}. */
public final class ConsulProvider implements RegistryProvider {
  @Override
  public List<String> schemes() {
    return List.of("consul", "consul-tls", "consul-unix");
  }

  /** A service lives until it is removed, whatever the TTL. */
  @Override
  public RegistryBackend open(
      RegistryUri uri, Optional<Duration> ttl, Map<String, String> environment) throws IOException {
    return new ConsulBackend(ConsulAccess.client(uri, environment));
  }
}
