package praetor.registrator.backend;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes back ends of one kind. */
public interface RegistryProvider {

  /** Words before the colon of the URIs that it takes. */
  List<String> schemes();

  /**
   * Prepares a back end; connects to nothing yet.
   *
   * @param ttl how long entries live when nobody keeps them alive; empty for ever
   * @param environment variables for tokens and certificates
   * @throws IOException one sentence: what of the URI or the environment cannot be used
   */
  RegistryBackend open(RegistryUri uri, Optional<Duration> ttl, Map<String, String> environment)
      throws IOException;
}
