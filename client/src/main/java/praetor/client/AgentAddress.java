package praetor.client;

/**
 * Where an agent listens.
 *
 * <p>Source: {@code CONSUL_HTTP_ADDR} of the public command reference; texts of Consul 1.21.4.
 */
public sealed interface AgentAddress {

  /** Host and port, with or without TLS. */
  record Tcp(boolean tls, String host, int port, String path) implements AgentAddress {}

  /** A port that is no number: nothing can be reached there. */
  record NoSuchPort(boolean tls, String hostAndPort) implements AgentAddress {}

  /** A unix socket; only the machine's own agent listens there. */
  record Unix(String file) implements AgentAddress {}

  /**
   * Reads {@code host:port}, {@code http://}, {@code https://} or {@code unix://}.
   *
   * @param tls whether an address without a scheme means https
   */
  static AgentAddress parse(String text, boolean tls) throws ClientException {
    int scheme = text.indexOf("://");
    if (scheme < 0) {
      return tcp(tls, text);
    }
    var rest = text.substring(scheme + 3);
    return switch (text.substring(0, scheme)) {
      case "http" -> tcp(tls, rest);
      case "https" -> tcp(true, rest);
      case "unix" -> new Unix(rest);
      case String other -> throw new ClientException("Unknown protocol scheme: " + other);
    };
  }

  private static AgentAddress tcp(boolean tls, String text) {
    int slash = text.indexOf('/');
    var hostAndPort = slash < 0 ? text : text.substring(0, slash);
    var path = slash < 0 ? "" : text.substring(slash);
    int colon = hostAndPort.lastIndexOf(':');
    if (colon < 0 || hostAndPort.endsWith("]")) {
      return new Tcp(tls, withoutBrackets(hostAndPort), tls ? 443 : 80, path);
    }
    var port = hostAndPort.substring(colon + 1);
    if (!port.matches("\\d{1,5}")) {
      return new NoSuchPort(tls, hostAndPort);
    }
    var host = withoutBrackets(hostAndPort.substring(0, colon));
    return new Tcp(tls, host, Integer.parseInt(port), path);
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** Scheme, host and path prefix of URLs. */
  default String urlPrefix() {
    return switch (this) {
      case Tcp(boolean tls, _, _, String path) -> scheme(tls) + authority() + path;
      case NoSuchPort(boolean tls, String hostAndPort) -> scheme(tls) + hostAndPort;
      case Unix _ -> "http://localhost";
    };
  }

  /** What the Host header says. */
  default String authority() {
    return switch (this) {
      case Tcp(boolean tls, String host, int port, _) -> {
        var shown = host.contains(":") ? "[" + host + "]" : host;
        yield port == (tls ? 443 : 80) ? shown : shown + ":" + port;
      }
      case NoSuchPort(_, String hostAndPort) -> hostAndPort;
      case Unix _ -> "localhost";
    };
  }

  private static String scheme(boolean tls) {
    return tls ? "https://" : "http://";
  }
}
