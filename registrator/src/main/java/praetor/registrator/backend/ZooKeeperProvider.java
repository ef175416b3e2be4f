package praetor.registrator.backend;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Nodes of a ZooKeeper at {@code zookeeper://host:port/path}: the example of a registry that is no
 * HTTP server.
 */
public final class ZooKeeperProvider implements RegistryProvider {
  private static final String USUAL = "127.0.0.1:2181";
  private static final int USUAL_PORT = 2_181;

  @Override
  public List<String> schemes() {
    return List.of("zookeeper");
  }

  /** A node lives until it is removed, whatever the TTL. */
  @Override
  public RegistryBackend open(
      RegistryUri uri, Optional<Duration> ttl, Map<String, String> environment) throws IOException {
    var place = uri.authorityOr(USUAL);
    int colon = place.lastIndexOf(':');
    var host = colon < 0 ? place : place.substring(0, colon);
    var prefix = uri.prefix().isEmpty() ? "/" : "/" + uri.prefix() + "/";
    return new KeyBackend(new ZooKeeperKeys(host, port(uri, place, colon)), prefix);
  }

  private static int port(RegistryUri uri, String place, int colon) throws IOException {
    if (colon < 0) {
      return USUAL_PORT;
    }
    try {
      return Integer.parseInt(place.substring(colon + 1));
    } catch (NumberFormatException e) {
      throw new IOException(uri.text() + ": the port is no number", e);
    }
  }
}
