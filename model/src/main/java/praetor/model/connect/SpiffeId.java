package praetor.model.connect;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom a certificate stands for: a URI whose host is the trust domain. Source: the SPIFFE standard;
 * ids in certificates of Consul 1.21.4.
 */
public sealed interface SpiffeId {
  String trustDomain();

  /** An instance of a service. */
  record Service(String trustDomain, String namespace, String datacenter, String service)
      implements SpiffeId {
    /** As it stands in certificates. */
    public String uri() {
      return "spiffe://%s/ns/%s/dc/%s/svc/%s"
          .formatted(trustDomain, escaped(namespace), escaped(datacenter), escaped(service));
    }
  }

  /** A client agent. */
  record Agent(String trustDomain, String datacenter, String node) implements SpiffeId {
    /**
     * The domain in the first request of an agent, which does not know the true one. Source: Consul
     * 1.21.4 client agents with auto_encrypt.
     */
    public static final String UNKNOWN_DOMAIN = "unknown";

    /** Whether it says in which trust domain it is. */
    public boolean isPlaced() {
      return !trustDomain.equals(UNKNOWN_DOMAIN);
    }

    /** As it stands in certificates. */
    public String uri() {
      return "spiffe://%s/agent/client/dc/%s/id/%s"
          .formatted(trustDomain, escaped(datacenter), escaped(node));
    }
  }

  /** A mesh gateway. */
  record MeshGateway(String trustDomain, String datacenter) implements SpiffeId {}

  /** The servers of a datacenter. */
  record Server(String trustDomain, String datacenter) implements SpiffeId {}

  /** The authority. */
  record Signing(String trustDomain) implements SpiffeId {}

  /** Reads an id; empty when it is none. */
  static Optional<SpiffeId> parse(String text) {
    try {
      var uri = new URI(text);
      if (!"spiffe".equals(uri.getScheme()) || uri.getRawAuthority() == null) {
        return Optional.empty();
      }
      var path = Optional.ofNullable(uri.getRawPath()).orElse("");
      return of(uri.getRawAuthority(), path);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<SpiffeId> of(String domain, String path) {
    if (path.isEmpty()) {
      return Optional.of(new Signing(domain));
    }
    var service = Paths.SERVICE.matcher(path);
    if (service.matches()) {
      return Optional.of(
          new Service(
              domain, plain(service.group(1)), plain(service.group(2)), plain(service.group(3))));
    }
    var agent = Paths.AGENT.matcher(path);
    if (agent.matches()) {
      return Optional.of(new Agent(domain, plain(agent.group(1)), plain(agent.group(2))));
    }
    var gateway = Paths.GATEWAY.matcher(path);
    if (gateway.matches()) {
      return Optional.of(new MeshGateway(domain, plain(gateway.group(1))));
    }
    var server = Paths.SERVER.matcher(path);
    return server.matches()
        ? Optional.of(new Server(domain, plain(server.group(1))))
        : Optional.empty();
  }

  private static String plain(String escaped) {
    // What follows a scheme is given without its escapes.
    return URI.create("spiffe:" + escaped).getSchemeSpecificPart();
  }

  /** As Go escapes what stands in a path. */
  private static String escaped(String plain) {
    var out = new StringBuilder();
    for (byte b : plain.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean kept = c < 0x80 && (Character.isLetterOrDigit(c) || "-_.~$&+,/:;=@".indexOf(c) >= 0);
      if (kept) {
        out.append(c);
      } else {
        out.append("%%%02X".formatted((int) c));
      }
    }
    return out.toString();
  }

  /** The forms of paths. */
  final class Paths {
    private static final String PARTITION = "(?:/ap/[^/]+)?";
    private static final Pattern SERVICE =
        Pattern.compile(PARTITION + "/ns/([^/]+)/dc/([^/]+)/svc/([^/]+)");
    private static final Pattern AGENT =
        Pattern.compile(PARTITION + "/agent/client/dc/([^/]+)/id/([^/]+)");
    private static final Pattern GATEWAY = Pattern.compile(PARTITION + "/gateway/mesh/dc/([^/]+)");
    private static final Pattern SERVER = Pattern.compile("/agent/server/dc/([^/]+)");

    private Paths() {}
  }
}
