package praetor.registrator.backend;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds the back end for a URI. */
public final class Registries {
  private Registries() {}

  /**
   * Prepares the back end of a URI.
   *
   * @throws IOException one sentence: there is none, or what cannot be used
   */
  public static RegistryBackend open(
      String text, Optional<Duration> ttl, Map<String, String> environment) throws IOException {
    var uri = RegistryUri.parse(text);
    for (var provider : ServiceLoader.load(RegistryProvider.class)) {
      if (provider.schemes().contains(uri.scheme())) {
        return provider.open(uri, ttl, environment);
      }
    }
    throw new IOException("unrecognized adapter: " + text);
  }
}
