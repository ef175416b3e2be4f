package praetor.agent.connect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import praetor.model.ExposePath;
import praetor.model.NodeService;
import praetor.model.Upstream;

/**
 * What a service of the mesh must have: proxies, gateways and services that speak for themselves.
 * Source: texts and order of Consul 1.21.4.
 */
public final class ProxyRules {
  private static final String WILDCARD = "*";
  private static final String PREPARED_QUERY = "prepared_query";
  private static final int PORT_MAX = 65_535;

  private ProxyRules() {}

  /** All that is wrong with a service, in Consul's order. */
  public static List<String> problems(NodeService service) {
    var problems = new ArrayList<String>();
    switch (service.kind()) {
      case "connect-proxy" -> checkProxy(service, problems);
      case "mesh-gateway", "terminating-gateway" -> {
        if (service.port() == 0) {
          problems.add("Port must be non-zero for a " + service.kind());
        }
        checkGateway(service, problems);
      }
      case "ingress-gateway", "api-gateway" -> checkGateway(service, problems);
      default -> {
        if (service.connect().isNative() && hasNoPort(service)) {
          problems.add("Port or SocketPath must be set for a Connect native service.");
        }
      }
    }
    return problems;
  }

  /** Several problems as one text. Source: how Go's go-multierror prints. */
  public static String list(List<String> problems) {
    var text = new StringBuilder();
    text.append(problems.size() == 1 ? "1 error" : problems.size() + " errors");
    text.append(" occurred:\n");
    problems.forEach(problem -> text.append("\t* ").append(problem).append('\n'));
    return text.append('\n').toString();
  }

  private static boolean hasNoPort(NodeService service) {
    return service.port() == 0 && service.socketPath().isEmpty();
  }

  private static void checkProxy(NodeService service, List<String> problems) {
    var proxy = service.proxy();
    if (hasNoPort(service)) {
      problems.add("Port or SocketPath must be set for a connect-proxy");
    }
    if (proxy.destinationServiceName().isBlank()) {
      problems.add("Proxy.DestinationServiceName must be non-empty for Connect proxy services");
    } else if (proxy.destinationServiceName().equals(WILDCARD)) {
      problems.add(
          "Proxy.DestinationServiceName must not be a wildcard for Connect proxy services");
    }
    if (service.connect().isNative()) {
      problems.add("A Proxy cannot also be Connect Native, only typical services");
    }
    checkUpstreams(proxy.upstreams(), problems);
    checkExposed(proxy.expose().paths(), problems);
  }

  private static void checkUpstreams(List<Upstream> upstreams, List<String> problems) {
    Set<Upstream> destinations = new HashSet<>();
    Set<String> listeners = new HashSet<>();
    for (var upstream : upstreams) {
      if (!upstream.destinationPeer().isEmpty() && isElsewhere(upstream.destinationPartition())) {
        problems.add("upstreams must target peers in the same partition as the service");
        continue;
      }
      if (!hasValidDestination(upstream, problems)) {
        continue;
      }
      if (!upstream.destinationPeer().isEmpty() && !upstream.datacenter().isEmpty()) {
        problems.add("upstream cannot specify both destination peer and datacenter");
        continue;
      }
      boolean byPort = upstream.localBindPort() != 0;
      boolean bySocket = !upstream.localBindSocketPath().isEmpty();
      if (byPort == bySocket) {
        problems.add(
            byPort
                ? "only one of upstream local bind port or local socket path can be defined and"
                    + " nonzero"
                : "upstream local bind port or local socket path must be defined and nonzero");
        continue;
      }
      var listener = listener(upstream);
      if (!destinations.add(destination(upstream))) {
        problems.add("upstreams cannot contain duplicates of " + name(upstream));
      } else if (!listeners.add(listener)) {
        problems.add(
            "upstreams cannot contain duplicates by local bind address and port or unix path; \""
                + listener
                + "\" is specified twice");
      }
    }
  }

  private static boolean isElsewhere(String partition) {
    return !partition.isEmpty() && !partition.equals("default");
  }

  private static boolean hasValidDestination(Upstream upstream, List<String> problems) {
    var type = upstream.destinationType();
    if (!type.isEmpty() && !type.equals("service") && !type.equals(PREPARED_QUERY)) {
      problems.add("unknown upstream destination type: \"" + type + "\"");
    } else if (upstream.destinationName().isEmpty()) {
      problems.add("upstream destination name cannot be empty");
    } else if (upstream.destinationName().equals(WILDCARD)) {
      problems.add("upstream destination name cannot be a wildcard");
    } else {
      return true;
    }
    return false;
  }

  private static String listener(Upstream upstream) {
    if (upstream.localBindPort() == 0) {
      return upstream.localBindSocketPath();
    }
    var address = upstream.localBindAddress().isEmpty() ? "127.0.0.1" : upstream.localBindAddress();
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + upstream.localBindPort();
  }

  /** What two upstreams must not have in common. */
  private static Upstream destination(Upstream of) {
    var zero = Upstream.SHAPE.zero();
    return new Upstream(
        of.destinationType(),
        of.destinationNamespace(),
        of.destinationPartition(),
        of.destinationPeer(),
        of.destinationName(),
        of.datacenter(),
        zero.localBindAddress(),
        zero.localBindPort(),
        zero.localBindSocketPath(),
        zero.localBindSocketMode(),
        zero.config(),
        zero.meshGateway(),
        zero.ingressHosts(),
        zero.centrallyConfigured());
  }

  private static String name(Upstream of) {
    return "[type=\""
        + of.destinationType()
        + "\", name=\""
        + of.destinationName()
        + "\", partition=\""
        + of.destinationPartition()
        + "\", namespace=\""
        + of.destinationNamespace()
        + "\", peer=\""
        + of.destinationPeer()
        + "\", datacenter=\""
        + of.datacenter()
        + "\"]";
  }

  private static void checkExposed(List<ExposePath> paths, List<String> problems) {
    Set<Integer> ports = new HashSet<>();
    for (var path : paths) {
      if (path.path().isEmpty()) {
        problems.add("expose.paths: empty path exposed");
      }
      if (!ports.add(path.listenerPort())) {
        problems.add("expose.paths: duplicate listener ports exposed");
      }
      if (path.listenerPort() <= 0 || path.listenerPort() > PORT_MAX) {
        problems.add("expose.paths: invalid listener port: " + path.listenerPort());
      }
      var protocol = path.protocol().toLowerCase(Locale.ROOT);
      if (!protocol.isEmpty() && !protocol.equals("http") && !protocol.equals("http2")) {
        problems.add(
            "protocol '"
                + path.protocol()
                + "' not supported for path: "
                + path.path()
                + ", must be in: [http http2]");
      }
    }
  }

  private static void checkGateway(NodeService service, List<String> problems) {
    var proxy = service.proxy();
    refuse(!proxy.destinationServiceName().isEmpty(), "DestinationServiceName", service, problems);
    refuse(!proxy.destinationServiceId().isEmpty(), "DestinationServiceID", service, problems);
    refuse(!proxy.localServiceAddress().isEmpty(), "LocalServiceAddress", service, problems);
    refuse(proxy.localServicePort() != 0, "LocalServicePort", service, problems);
    refuse(!proxy.localServiceSocketPath().isEmpty(), "LocalServiceSocketPath", service, problems);
    refuse(!proxy.upstreams().isEmpty(), "Upstreams", service, problems);
  }

  private static void refuse(
      boolean present, String field, NodeService service, List<String> problems) {
    if (present) {
      problems.add("The Proxy." + field + " configuration is invalid for a " + service.kind());
    }
  }
}
