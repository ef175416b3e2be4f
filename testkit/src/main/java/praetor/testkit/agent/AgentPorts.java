package praetor.testkit.agent;

import praetor.testkit.net.FreePorts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The ports of one agent, named as in the {@code ports} object of its configuration. */
public record AgentPorts(int http, int dns, int server, int serfLan, int serfWan) {

  /** Five loopback ports that were free a moment ago. */
  public static AgentPorts free() {
    return new AgentPorts(
        FreePorts.next(), FreePorts.next(), FreePorts.next(), FreePorts.next(), FreePorts.next());
  }

  /** The ports of a whole configuration; Consul's defaults where it names none. */
  public static AgentPorts of(JsonNode config) {
    var ports = config.path("ports");
    return new AgentPorts(
        ports.path("http").asInt(8500),
        ports.path("dns").asInt(8600),
        ports.path("server").asInt(8300),
        ports.path("serf_lan").asInt(8301),
        ports.path("serf_wan").asInt(8302));
  }

  /** The {@code ports} object of a configuration, with gRPC switched off. */
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("http", http)
        .put("dns", dns)
        .put("server", server)
        .put("serf_lan", serfLan)
        .put("serf_wan", serfWan)
        .put("grpc", -1)
        .put("grpc_tls", -1);
  }
}
