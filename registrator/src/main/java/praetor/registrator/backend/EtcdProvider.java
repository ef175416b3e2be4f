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

/**
 * Keys of an etcd at {@code etcd://host:port/prefix}, or over TLS at {@code etcd-tls://}.
 *
 * <p>Source: documentation of etcdctl 3.4 for the variables with certificates.
 */
public final class EtcdProvider implements RegistryProvider {
  private static final String TLS = "etcd-tls";
  private static final String USUAL = "127.0.0.1:2379";

  @Override
  public List<String> schemes() {
    return List.of("etcd", TLS);
  }

  @Override
  public RegistryBackend open(
      RegistryUri uri, Optional<Duration> ttl, Map<String, String> environment) throws IOException {
    boolean isTls = uri.scheme().equals(TLS);
    var config =
        new ClientConfig(
            AgentAddress.parse(uri.authorityOr(USUAL), isTls),
            isTls ? tls(environment) : TlsOptions.DEFAULT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    // Registrators for etcd begin their keys with a slash.
    var prefix = uri.prefix().isEmpty() ? "/" : "/" + uri.prefix() + "/";
    return new KeyBackend(new EtcdKeys(ConsulClient.create(config), ttl), prefix);
  }

  private static TlsOptions tls(Map<String, String> environment) {
    return new TlsOptions(
        file(environment, "ETCDCTL_CACERT"),
        Optional.empty(),
        file(environment, "ETCDCTL_CERT"),
        file(environment, "ETCDCTL_KEY"),
        Optional.empty(),
        true);
  }

  private static Optional<String> file(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(path -> !path.isEmpty());
  }
}
