package praetor.docker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.model.codec.JsonWriter;

/**
 * A container to be made.
 *
 * @param command what the image's entry point gets instead of its own words; empty for those
 * @param environment variables besides those of the image
 * @param user instead of the image's; {@code name} or {@code uid:gid}
 * @param network the one network it is on; others there find it by its name
 * @param dns who is asked for names that the network does not know
 * @param binds {@code /path/of/host:/path/inside}
 */
public record ContainerSpec(
    String name,
    String image,
    List<String> command,
    Map<String, String> environment,
    Map<String, String> labels,
    Optional<String> user,
    String network,
    Optional<Dns> dns,
    List<String> binds,
    List<PublishedPort> ports) {

  public ContainerSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    labels = Map.copyOf(labels);
    binds = List.copyOf(binds);
    ports = List.copyOf(ports);
  }

  /**
   * What its {@code resolv.conf} says.
   *
   * @param search domain of names without a point
   */
  public record Dns(String server, String search) {}

  /**
   * A port of the host that leads into a container.
   *
   * @param hostIp address of the host on which it is open
   * @param protocol {@code tcp} or {@code udp}
   */
  public record PublishedPort(String hostIp, int hostPort, int containerPort, String protocol) {
    private String inside() {
      return containerPort + "/" + protocol;
    }
  }

  /** The body of the request that makes it. */
  JsonWriter json() {
    var body = JsonWriter.compact().beginObject();
    body.name("Image").value(image).name("Hostname").value(name);
    if (!command.isEmpty()) {
      texts(body.name("Cmd"), command);
    }
    texts(
        body.name("Env"),
        environment.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .sorted()
            .toList());
    texts(body.name("Labels"), labels);
    if (user.isPresent()) {
      body.name("User").value(user.get());
    }
    body.name("ExposedPorts").beginObject();
    ports.forEach(port -> body.name(port.inside()).beginObject().endObject());
    body.endObject();
    host(body.name("HostConfig").beginObject());
    return body.endObject().endObject();
  }

  private void host(JsonWriter body) {
    body.name("NetworkMode").value(network);
    texts(body.name("Binds"), binds);
    if (dns.isPresent()) {
      texts(body.name("Dns"), List.of(dns.get().server()));
      texts(body.name("DnsSearch"), List.of(dns.get().search()));
      // Else a resolver asks for a name without a point as it is first, in vain.
      texts(body.name("DnsOptions"), List.of("ndots:1"));
    }
    body.name("PortBindings").beginObject();
    for (var port : ports) {
      body.name(port.inside()).beginArray().beginObject();
      body.name("HostIp").value(port.hostIp());
      body.name("HostPort").value(String.valueOf(port.hostPort()));
      body.endObject().endArray();
    }
    body.endObject();
  }

  private static void texts(JsonWriter body, List<String> texts) {
    body.beginArray();
    texts.forEach(body::value);
    body.endArray();
  }

  static void texts(JsonWriter body, Map<String, String> texts) {
    body.beginObject();
    texts.forEach((name, text) -> body.name(name).value(text));
    body.endObject();
  }
}
