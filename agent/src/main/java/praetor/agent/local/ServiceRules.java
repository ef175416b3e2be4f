package praetor.agent.local;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import praetor.agent.RequestException;
import praetor.agent.checks.CheckRules;
import praetor.agent.config.CheckDefinition;
import praetor.model.ConnectProxyConfig;
import praetor.model.Upstream;
import praetor.model.Weights;

/** What a registration of a service must hold to. Pure. Source: texts of Consul 1.21.4. */
final class ServiceRules {
  private static final String PROXY = "connect-proxy";
  private static final Set<String> GATEWAYS =
      Set.of("mesh-gateway", "terminating-gateway", "ingress-gateway", "api-gateway");
  private static final Set<String> GATEWAYS_WITH_PORT =
      Set.of("mesh-gateway", "terminating-gateway");
  private static final Set<String> UPSTREAM_TYPES = Set.of("", "service", "prepared_query");
  private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
  private static final int WEIGHT_MAX = 65_535;
  private static final int META_PAIRS_MAX = 64;
  private static final int META_KEY_MAX = 128;
  private static final int META_VALUE_MAX = 512;
  private static final Pattern META_KEY = Pattern.compile("[a-zA-Z0-9_-]+");
  private static final String META_RESERVED = "consul-";

  private ServiceRules() {}

  /**
   * Checks a registration.
   *
   * @throws RequestException 400 with the first fault
   */
  static void check(ServiceBody body) {
    if (body.name().isEmpty()) {
      throw RequestException.bad("Missing service name");
    }
    if (ANY_ADDRESS.contains(body.address())) {
      throw RequestException.bad("Invalid service address");
    }
    body.weights().flatMap(ServiceRules::weightFault).ifPresent(ServiceRules::refuse);
    metaFault(body.meta())
        .map(why -> "Invalid Service Meta: " + why)
        .ifPresent(ServiceRules::refuse);
    body.allChecks().forEach(ServiceRules::check);
    var faults = faults(body);
    if (!faults.isEmpty()) {
      throw RequestException.bad("Validation failed: " + joined(faults));
    }
    if (body.effectiveId().equals(SyncRules.SERVERS_SERVICE)) {
      throw RequestException.bad("Invalid service ID \"consul\": it is kept by the servers");
    }
  }

  private static void check(CheckDefinition check) {
    CheckRules.firstFault(check)
        .map(why -> "Invalid check: " + why)
        .ifPresent(ServiceRules::refuse);
    if (!check.status().isEmpty() && !CheckRules.isStatus(check.status())) {
      refuse("Status for checks must 'passing', 'warning', 'critical'");
    }
  }

  private static void refuse(String why) {
    throw RequestException.bad(why);
  }

  private static Optional<String> weightFault(Weights weights) {
    if (weights.passing() < 1) {
      return Optional.of("Invalid Weights: Passing must be greater than 0");
    }
    if (weights.warning() < 0) {
      return Optional.of("Invalid Weights: Warning must be greater or equal than 0");
    }
    return weights.passing() > WEIGHT_MAX || weights.warning() > WEIGHT_MAX
        ? Optional.of("Invalid Weights: DNS Weight must be between 0 and " + WEIGHT_MAX)
        : Optional.empty();
  }

  private static Optional<String> metaFault(Map<String, String> meta) {
    if (meta.size() > META_PAIRS_MAX) {
      return Optional.of(
          "Node metadata cannot contain more than " + META_PAIRS_MAX + " key/value pairs");
    }
    for (var pair : meta.entrySet()) {
      var fault = pairFault(pair.getKey(), pair.getValue());
      if (fault.isPresent()) {
        return fault.map(
            why ->
                "Couldn't load metadata pair ('%s', '%s'): %s"
                    .formatted(pair.getKey(), pair.getValue(), why));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> pairFault(String key, String value) {
    if (key.isEmpty()) {
      return Optional.of("Key cannot be blank");
    }
    if (!META_KEY.matcher(key).matches()) {
      return Optional.of("Key contains invalid characters");
    }
    if (key.length() > META_KEY_MAX) {
      return Optional.of("Key is too long (limit: " + META_KEY_MAX + " characters)");
    }
    if (key.startsWith(META_RESERVED)) {
      return Optional.of("Key prefix '" + META_RESERVED + "' is reserved for internal use");
    }
    return value.length() > META_VALUE_MAX
        ? Optional.of("Value is too long (limit: " + META_VALUE_MAX + " characters)")
        : Optional.empty();
  }

  private static List<String> faults(ServiceBody body) {
    var faults = new ArrayList<String>();
    boolean isNative = body.connect().filter(ServiceBody.Connect::isNative).isPresent();
    if (body.kind().equals(PROXY)) {
      proxyFaults(body, isNative, faults);
    } else if (GATEWAYS.contains(body.kind())) {
      gatewayFaults(body, faults);
    } else if (isNative && body.port() == 0 && body.socketPath().isEmpty()) {
      faults.add("Port or SocketPath must be set for a Connect native service.");
    }
    boolean nested =
        body.connect()
            .flatMap(ServiceBody.Connect::sidecarService)
            .flatMap(ServiceBody::connect)
            .flatMap(ServiceBody.Connect::sidecarService)
            .isPresent();
    if (nested) {
      faults.add("A SidecarService cannot have a nested SidecarService");
    }
    return faults;
  }

  private static void proxyFaults(ServiceBody body, boolean isNative, List<String> faults) {
    if (body.port() == 0 && body.socketPath().isEmpty()) {
      faults.add("Port or SocketPath must be set for a connect-proxy");
    }
    var destination = body.proxy().map(ConnectProxyConfig::destinationServiceName).orElse("");
    if (destination.isEmpty()) {
      faults.add("Proxy.DestinationServiceName must be non-empty for Connect proxy services");
    }
    if (destination.equals("*")) {
      faults.add("Proxy.DestinationServiceName must not be a wildcard for Connect proxy services");
    }
    if (isNative) {
      faults.add("A Proxy cannot also be Connect Native, only typical services");
    }
    body.proxy().ifPresent(proxy -> upstreamFaults(proxy.upstreams(), faults));
  }

  private static void upstreamFaults(List<Upstream> upstreams, List<String> faults) {
    var places = new HashSet<String>();
    for (var upstream : upstreams) {
      var fault = upstreamFault(upstream);
      if (fault.isPresent()) {
        faults.add(fault.get());
      } else if (isLocal(upstream) && !places.add(place(upstream))) {
        faults.add(
            "upstreams cannot contain duplicates by local bind address and port or unix path; \""
                + place(upstream)
                + "\" is specified twice");
      }
    }
  }

  private static Optional<String> upstreamFault(Upstream upstream) {
    if (upstream.destinationName().isEmpty()) {
      return Optional.of("upstream destination name cannot be empty");
    }
    if (!isLocal(upstream)) {
      return Optional.of(
          "upstream local bind port or local socket path must be defined and nonzero");
    }
    return UPSTREAM_TYPES.contains(upstream.destinationType())
        ? Optional.empty()
        : Optional.of("unknown upstream destination type: \"" + upstream.destinationType() + "\"");
  }

  private static boolean isLocal(Upstream upstream) {
    return upstream.localBindPort() != 0 || !upstream.localBindSocketPath().isEmpty();
  }

  private static String place(Upstream upstream) {
    if (!upstream.localBindSocketPath().isEmpty()) {
      return upstream.localBindSocketPath();
    }
    var address = upstream.localBindAddress().isEmpty() ? "127.0.0.1" : upstream.localBindAddress();
    return address + ":" + upstream.localBindPort();
  }

  private static void gatewayFaults(ServiceBody body, List<String> faults) {
    var kind = body.kind();
    if (GATEWAYS_WITH_PORT.contains(kind) && body.port() == 0) {
      faults.add("Port must be non-zero for a " + kind);
    }
    body.proxy().ifPresent(proxy -> gatewayProxyFaults(kind, proxy, faults));
  }

  private static void gatewayProxyFaults(
      String kind, ConnectProxyConfig proxy, List<String> faults) {
    addUnless(proxy.destinationServiceName().isEmpty(), "DestinationServiceName", kind, faults);
    addUnless(proxy.destinationServiceId().isEmpty(), "DestinationServiceID", kind, faults);
    addUnless(proxy.localServiceAddress().isEmpty(), "LocalServiceAddress", kind, faults);
    addUnless(proxy.localServicePort() == 0, "LocalServicePort", kind, faults);
    addUnless(proxy.localServiceSocketPath().isEmpty(), "LocalServiceSocketPath", kind, faults);
    addUnless(proxy.upstreams().isEmpty(), "Upstreams", kind, faults);
  }

  private static void addUnless(boolean absent, String field, String kind, List<String> faults) {
    if (!absent) {
      faults.add("The Proxy." + field + " configuration is invalid for a " + kind);
    }
  }

  /** Source: the form in which Go programs list several errors. */
  private static String joined(List<String> faults) {
    var count = faults.size() == 1 ? "1 error" : faults.size() + " errors";
    var list = new StringBuilder(count + " occurred:\n");
    faults.forEach(fault -> list.append("\t* ").append(fault).append('\n'));
    return list.append('\n').toString();
  }
}
