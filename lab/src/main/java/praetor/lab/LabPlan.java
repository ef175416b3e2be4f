package praetor.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import praetor.docker.ContainerSpec;
import praetor.docker.ContainerSpec.PublishedPort;

/**
 * What a lab consists of: one server, two hosts, instances of the services spread over the hosts,
 * and a balancer. A host is an agent with a registrator, and the containers labelled with its name
 * are what runs on it.
 *
 * @param scale how many instances each service has
 * @param engineSocket where the Docker Engine listens on its own machine
 */
public record LabPlan(
    LabName name, LabPorts ports, Map<String, Integer> scale, String engineSocket) {
  /** The services, in the order in which they are started. */
  public static final List<String> SERVICES = List.of("stock-price", "weather", "portal");

  private static final int HOSTS = 2;

  /** More would hardly fit on one machine. */
  private static final int INSTANCES_MAX = 20;

  private static final String LOCAL = "127.0.0.1";
  private static final String ROOT = "0:0";
  private static final String SERVER = "server";
  private static final int SERVICE_PORT = 4567;
  private static final int BALANCER_PORT = 8080;
  private static final int HTTP_PORT = 8500;
  private static final int DNS_PORT = 53;
  private static final String INSIDE_SOCKET = "/var/run/docker.sock";

  public LabPlan {
    scale.forEach(LabPlan::check);
    scale = Map.copyOf(scale);
  }

  private static void check(String service, int instances) {
    if (!SERVICES.contains(service)) {
      throw new IllegalArgumentException(
          "the services of the lab are %s, not \"%s\""
              .formatted(String.join(", ", SERVICES), service));
    }
    if (instances < 0 || instances > INSTANCES_MAX) {
      throw new IllegalArgumentException(
          "%s can have 0 to %d instances, not %d".formatted(service, INSTANCES_MAX, instances));
    }
  }

  /** How many instances a service has: one unless somebody said otherwise. */
  int instances(String service) {
    return scale.getOrDefault(service, 1);
  }

  /** All containers, each after the one that it needs. */
  List<Part> parts() {
    var parts = new ArrayList<Part>();
    parts.add(server());
    for (int i = 1; i <= HOSTS; i++) {
      parts.add(host("host" + i));
    }
    for (int ordinal = 0; ordinal < SERVICES.size(); ordinal++) {
      var service = SERVICES.get(ordinal);
      for (int i = 0; i < instances(service); i++) {
        // Where a service begins does not depend on how many others there are: scaling moves none.
        parts.add(instance(service, i + 1, "host" + ((ordinal + i) % HOSTS + 1)));
      }
    }
    parts.add(balancer());
    return parts;
  }

  private Part server() {
    return new Builder(SERVER, LabImages.PRAETOR)
        .command("-server", "-bootstrap", "-node", SERVER)
        .label(Labels.PORTS, "%d %d %d".formatted(ports.balancer(), ports.http(), ports.dns()))
        .port(ports.http(), HTTP_PORT, "tcp")
        .port(ports.dns(), DNS_PORT, "tcp")
        .port(ports.dns(), DNS_PORT, "udp")
        .build();
  }

  /** Root, because the Engine's socket belongs to root. */
  private Part host(String host) {
    return new Builder(host, LabImages.PRAETOR)
        .command("-node", host, "-retry-join", name.container(SERVER))
        .environment("PRAETOR_LOCAL_CONFIG", registrator(host))
        .user(ROOT)
        .bind(engineSocket + ":" + INSIDE_SOCKET)
        .needs(SERVER)
        .build();
  }

  /** It registers what counts as running on its host, at the addresses of the containers. */
  private String registrator(String host) {
    return """
        {"registrator":{"docker":"docker://%s","internal":true,"labels":["%s","%s=%s"]}}"""
        .formatted(INSIDE_SOCKET, name.label(), Labels.HOST, host);
  }

  private Part instance(String service, int number, String host) {
    return new Builder(service + "-" + number, LabImages.of(service))
        .environment("SERVICE_%d_NAME".formatted(SERVICE_PORT), service)
        .environment("SERVICE_%d_CHECK_HTTP".formatted(SERVICE_PORT), "/health")
        .environment("SERVICE_%d_CHECK_INTERVAL".formatted(SERVICE_PORT), "1s")
        .environment("SERVICE_TAGS", "http")
        .label(Labels.HOST, host)
        .label(Labels.SERVICE, service)
        .needs(host)
        .asksHost()
        .build();
  }

  private Part balancer() {
    return new Builder("balancer", LabImages.BALANCER)
        .environment("CONSUL_HTTP_ADDR", name.container(SERVER) + ":" + HTTP_PORT)
        .port(ports.balancer(), BALANCER_PORT, "tcp")
        .needs(SERVER)
        .build();
  }

  /** Collects what is not the same for all. */
  private final class Builder {
    private final String part;
    private final String image;
    private final Map<String, String> environment = new TreeMap<>();
    private final Map<String, String> labels = new TreeMap<>();
    private final List<PublishedPort> published = new ArrayList<>();
    private List<String> command = List.of();
    private List<String> binds = List.of();
    private Optional<String> user = Optional.empty();
    private Optional<String> needs = Optional.empty();
    private boolean asksHost;

    Builder(String part, String image) {
      this.part = part;
      this.image = image;
      labels.put(Labels.LAB, name.text());
    }

    Builder command(String... words) {
      command = List.of(words);
      return this;
    }

    Builder environment(String variable, String value) {
      environment.put(variable, value);
      return this;
    }

    Builder label(String key, String value) {
      labels.put(key, value);
      return this;
    }

    Builder port(int outside, int inside, String protocol) {
      published.add(new PublishedPort(LOCAL, outside, inside, protocol));
      return this;
    }

    Builder user(String idAndGroup) {
      user = Optional.of(idAndGroup);
      return this;
    }

    Builder bind(String fromAndTo) {
      binds = List.of(fromAndTo);
      return this;
    }

    Builder needs(String other) {
      needs = Optional.of(name.container(other));
      return this;
    }

    Builder asksHost() {
      asksHost = true;
      return this;
    }

    Part build() {
      var container =
          new ContainerSpec(
              name.container(part),
              image,
              command,
              environment,
              labels,
              user,
              name.network(),
              Optional.empty(),
              binds,
              published);
      return new Part(container, needs, asksHost);
    }
  }
}
