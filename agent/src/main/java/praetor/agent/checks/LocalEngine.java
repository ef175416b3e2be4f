package praetor.agent.checks;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import praetor.docker.DockerClient;
import praetor.docker.DockerHost;

/**
 * The Docker Engine that an environment names. Its client is made when it is first asked for: an
 * agent without Docker checks loads nothing of it. Safe for any thread.
 */
final class LocalEngine implements Supplier<DockerClient> {
  private final Map<String, String> environment;
  private Optional<DockerClient> client = Optional.empty();

  LocalEngine(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Always the same client.
   *
   * @throws IllegalArgumentException if {@code DOCKER_HOST} is no address
   */
  @Override
  public synchronized DockerClient get() {
    var made = client.orElseGet(() -> new DockerClient(DockerHost.of(environment)));
    client = Optional.of(made);
    return made;
  }
}
