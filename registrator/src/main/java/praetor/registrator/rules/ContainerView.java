package praetor.registrator.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import praetor.client.JsonView;
import praetor.model.codec.JsonValue;

/**
 * What of Docker's {@code inspect} decides over services.
 *
 * @param name without the leading slash
 * @param environment in the order in which it was given; of equal names the last stays
 * @param ports all that are exposed, with the host's bindings of those that are published
 * @param addresses by network, IPv4 before IPv6, empty ones left out
 * @param notes what could not be understood, for the log
 * @param inspect all of it, for templates
 */
public record ContainerView(
    String id,
    String name,
    String image,
    Map<String, String> environment,
    Map<String, String> labels,
    String networkMode,
    SortedMap<PortKey, List<Binding>> ports,
    Map<String, String> addresses,
    State state,
    List<String> notes,
    JsonValue.Obj inspect) {
  private static final String SHARED_NETWORK = "container:";
  private static final int SHORT_ID = 12;

  /** A port of the host; no address means all of them. */
  public record Binding(String hostIp, int hostPort) {}

  /**
   * Whether and how it runs.
   *
   * @param startedAt for an order among containers, in the Engine's words
   */
  public record State(boolean running, String startedAt, Optional<Health> health) {}

  public ContainerView {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    addresses = Collections.unmodifiableMap(new LinkedHashMap<>(addresses));
    notes = List.copyOf(notes);
  }

  /** Reads the answer of {@code GET /containers/ID/json} of Docker or podman. */
  public static ContainerView of(JsonValue.Obj inspect) {
    var all = JsonView.of(inspect);
    var config = all.field("Config");
    var notes = new ArrayList<String>();
    var network = all.field("NetworkSettings");
    var state = all.field("State");
    return new ContainerView(
        all.text("Id"),
        withoutSlash(all.text("Name")),
        config.text("Image"),
        environment(config.field("Env").texts()),
        config.field("Labels").fields(JsonView::text),
        all.field("HostConfig").text("NetworkMode"),
        ports(config.field("ExposedPorts"), network.field("Ports"), notes),
        addresses(network),
        new State(
            state.value().isEmpty() || state.bool("Running"),
            state.text("StartedAt"),
            Health.of(state)),
        notes,
        inspect);
  }

  /** The beginning of the id, as Docker shows it. */
  public String shortId() {
    return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
  }

  /**
   * Whether it has all of these labels.
   *
   * @param wanted {@code KEY} or {@code KEY=VALUE}, as Docker's filters say it
   */
  public boolean hasLabels(List<String> wanted) {
    return wanted.stream().allMatch(this::hasLabel);
  }

  private boolean hasLabel(String wanted) {
    int equals = wanted.indexOf('=');
    return equals < 0
        ? labels.containsKey(wanted)
        : wanted.substring(equals + 1).equals(labels.get(wanted.substring(0, equals)));
  }

  boolean isOnHostNetwork() {
    return networkMode.equals("host");
  }

  boolean hasNoNetwork() {
    return networkMode.equals("none");
  }

  /** Whether its network is one that somebody made, not Docker's own bridge. */
  boolean isOnUserNetwork() {
    return switch (networkMode) {
      case "", "default", "bridge", "host", "none" -> false;
      default -> sharesNetworkOf().isEmpty();
    };
  }

  /** The container whose network it uses. */
  public Optional<String> sharesNetworkOf() {
    return networkMode.startsWith(SHARED_NETWORK)
        ? Optional.of(networkMode.substring(SHARED_NETWORK.length()))
        : Optional.empty();
  }

  /** Its own address; empty on the host's network. */
  String address() {
    var usual = networkMode.equals("default") || networkMode.isEmpty() ? "bridge" : networkMode;
    return Optional.ofNullable(addresses.get(usual))
        .or(() -> addresses.values().stream().findFirst())
        .orElse("");
  }

  private static String withoutSlash(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }

  private static Map<String, String> environment(List<String> lines) {
    var environment = new LinkedHashMap<String, String>();
    for (var line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        environment.putLast(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return environment;
  }

  private static SortedMap<PortKey, List<Binding>> ports(
      JsonView exposed, JsonView published, List<String> notes) {
    var bindings = published.fields(JsonView::elements);
    var names = new TreeSet<>(bindings.keySet());
    names.addAll(exposed.fields(_ -> true).keySet());
    var ports = new TreeMap<PortKey, List<Binding>>();
    for (var name : names) {
      var key = PortKey.parse(name);
      key.ifPresentOrElse(
          k -> ports.put(k, bindings(bindings.getOrDefault(name, List.of()), name, notes)),
          () -> notes.add("\"" + name + "\" is no port"));
    }
    return ports;
  }

  private static List<Binding> bindings(List<JsonView> written, String name, List<String> notes) {
    var bindings = new ArrayList<Binding>();
    for (var binding : written) {
      var port = PortKey.parse(binding.text("HostPort"));
      port.ifPresentOrElse(
          p -> bindings.add(new Binding(binding.text("HostIp"), p.port())),
          () ->
              notes.add(
                  "port %s is bound to \"%s\", which is no port"
                      .formatted(name, binding.text("HostPort"))));
    }
    return List.copyOf(bindings);
  }

  private static Map<String, String> addresses(JsonView network) {
    var addresses = new LinkedHashMap<String, String>();
    put(addresses, "bridge", network.text("IPAddress"), network.text("GlobalIPv6Address"));
    network
        .field("Networks")
        .fields(n -> n)
        .forEach(
            (name, n) -> put(addresses, name, n.text("IPAddress"), n.text("GlobalIPv6Address")));
    return addresses;
  }

  private static void put(Map<String, String> addresses, String network, String ipv4, String ipv6) {
    var address = ipv4.isEmpty() ? ipv6 : ipv4;
    if (!address.isEmpty()) {
      addresses.putIfAbsent(network, address);
    }
  }
}
