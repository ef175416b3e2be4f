package praetor.docker;

import java.net.URI;
import java.util.Map;

/**
 * Where a Docker Engine listens.
 *
 * @param uri {@code unix:///path} or {@code tcp://host:port}
 */
public record DockerHost(URI uri) {
  /** The variable that Docker's own client reads. */
  public static final String VARIABLE = "DOCKER_HOST";

  private static final String USUAL = "unix:///var/run/docker.sock";

  public DockerHost {
    var scheme = String.valueOf(uri.getScheme());
    boolean known =
        switch (scheme) {
          case "unix" -> !uri.getPath().isEmpty();
          case "tcp" -> uri.getHost() != null && uri.getPort() > 0;
          default -> false;
        };
    if (!known) {
      throw new IllegalArgumentException(
          VARIABLE + " must be unix:///path or tcp://host:port, not \"" + uri + "\"");
    }
  }

  /**
   * What the environment says, else the socket that an Engine makes by itself.
   *
   * @throws IllegalArgumentException if what it says is no address
   */
  public static DockerHost of(Map<String, String> environment) {
    var text = environment.getOrDefault(VARIABLE, "");
    return new DockerHost(URI.create(text.isEmpty() ? USUAL : text));
  }

  /** The address in Go's words: {@code unix /var/run/docker.sock}, {@code tcp 10.0.0.1:2375}. */
  String shown() {
    return uri.getScheme().equals("unix")
        ? "unix " + uri.getPath()
        : "tcp " + uri.getHost() + ":" + uri.getPort();
  }
}
