package praetor.client;

/**
 * Where an agent listens.
 *
 * <p>What differs is a method of each record, not a switch over types: a type switch is linked at
 * its first use, which costs a one-shot command 40 ms.
 *
 * <p>Source: {@code CONSUL_HTTP_ADDR} of the public command reference; texts of Consul 1.21.4.
 */
public sealed interface AgentAddress {

  /** Host and port, with or without TLS. */
  record Tcp(boolean tls, String host, int port, String path) implements AgentAddress {

    @Override
    public String urlPrefix() {
      return scheme(tls) + authority() + path;
    }

    @Override
    public String authority() {
      var shown = host.contains(":") ? "[" + host + "]" : host;
      return port == (tls ? 443 : 80) ? shown : shown + ":" + port;
    }
  }

  /** A port that is no number: nothing can be reached there. */
  record NoSuchPort(boolean tls, String hostAndPort) implements AgentAddress {

    @Override
    public String urlPrefix() {
      return scheme(tls) + hostAndPort;
    }

    @Override
    public String authority() {
      return hostAndPort;
    }
  }

  /** A unix socket; only the machine's own agent listens there. */
  record Unix(String file) implements AgentAddress {

    @Override
    public String urlPrefix() {
      return "http://localhost";
    }

    @Override
    public String authority() {
      return "localhost";
    }
  }

  /** Scheme, host and path prefix of URLs. */
  String urlPrefix();

  /** What the Host header says. */
  String authority();

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
    var name = text.substring(0, scheme);
    return switch (name) {
      case "http" -> tcp(tls, rest);
      case "https" -> tcp(true, rest);
      case "unix" -> new Unix(rest);
      default -> throw new ClientException("Unknown protocol scheme: " + name);
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
    int port = port(hostAndPort.substring(colon + 1));
    return port < 0
        ? new NoSuchPort(tls, hostAndPort)
        : new Tcp(tls, withoutBrackets(hostAndPort.substring(0, colon)), port, path);
  }

  private static int port(String digits) {
    boolean number = digits.chars().allMatch(c -> c >= '0' && c <= '9');
    boolean fits = !digits.isEmpty() && digits.length() <= 5;
    int port = number && fits ? Integer.parseInt(digits) : -1;
    return port > 65_535 ? -1 : port;
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static String scheme(boolean tls) {
    return tls ? "https://" : "http://";
  }
}
