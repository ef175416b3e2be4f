package praetor.docker;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a Docker Engine listens.
 *
 * <p>Source: the variables that Docker's own client reads.
 *
 * @param uri {@code unix:///path} or {@code tcp://host:port}
 * @param certificates folder of {@code ca.pem}, {@code cert.pem} and {@code key.pem} for TLS
 */
public record DockerHost(URI uri, Optional<Path> certificates) {
  /** The variable that names the address. */
  public static final String VARIABLE = "DOCKER_HOST";

  private static final String VERIFY = "DOCKER_TLS_VERIFY";
  private static final String CERTIFICATES = "DOCKER_CERT_PATH";
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

  /** An Engine that speaks no TLS. */
  public DockerHost(URI uri) {
    this(uri, Optional.empty());
  }

  /**
   * What the environment says, else the socket that an Engine makes by itself.
   *
   * @throws IllegalArgumentException if what it says is no address
   */
  public static DockerHost of(Map<String, String> environment) {
    return of(environment, USUAL);
  }

  /**
   * What the environment says, else the address given. {@code DOCKER_TLS_VERIFY} with any value
   * asks for TLS, with the files of {@code DOCKER_CERT_PATH} or else of {@code ~/.docker}.
   *
   * @throws IllegalArgumentException if what it says is no address
   */
  public static DockerHost of(Map<String, String> environment, String usual) {
    var text = environment.getOrDefault(VARIABLE, "");
    return at(URI.create(text.isEmpty() ? usual : text), environment);
  }

  /**
   * This address, with TLS where the environment asks for it.
   *
   * @throws IllegalArgumentException if it is no address
   */
  public static DockerHost at(URI uri, Map<String, String> environment) {
    boolean tls = !environment.getOrDefault(VERIFY, "").isEmpty() && "tcp".equals(uri.getScheme());
    return new DockerHost(uri, tls ? Optional.of(certificates(environment)) : Optional.empty());
  }

  private static Path certificates(Map<String, String> environment) {
    var folder = environment.getOrDefault(CERTIFICATES, "");
    return folder.isEmpty()
        ? Path.of(environment.getOrDefault("HOME", ""), ".docker")
        : Path.of(folder);
  }

  /** The address in Go's words: {@code unix /var/run/docker.sock}, {@code tcp 10.0.0.1:2375}. */
  public String shown() {
    return uri.getScheme().equals("unix")
        ? "unix " + uri.getPath()
        : "tcp " + uri.getHost() + ":" + uri.getPort();
  }
}
