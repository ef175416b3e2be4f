package praetor.registrator.backend;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.client.AgentAddress;
import praetor.client.ClientConfig;
import praetor.client.ConsulClient;
import praetor.client.TlsOptions;

/** Keys of an etcd at {@code etcd://host:port/prefix}. */
public final class EtcdProvider implements RegistryProvider {
  private static final String USUAL = "127.0.0.1:2379";

  @Override
  public List<String> schemes() {
    return List.of("etcd");
  }

  @Override
  public RegistryBackend open(
      RegistryUri uri, Optional<Duration> ttl, Map<String, String> environment) throws IOException {
    var config =
        new ClientConfig(
            AgentAddress.parse(uri.authorityOr(USUAL), false),
            TlsOptions.DEFAULT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    // Registrators for etcd begin their keys with a slash.
    var prefix = uri.prefix().isEmpty() ? "/" : "/" + uri.prefix() + "/";
    return new KeyBackend(new EtcdKeys(ConsulClient.create(config), ttl), prefix);
  }
}
