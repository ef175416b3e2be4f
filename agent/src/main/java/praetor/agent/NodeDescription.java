package praetor.agent;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import praetor.agent.config.AgentConfig;
import praetor.agent.local.NodeFacts;

/** What an agent's node is in the catalog. Source: nodes of Consul 1.21.4 agents. */
public final class NodeDescription {
  private NodeDescription() {}

  public static NodeFacts of(AgentConfig config) {
    return new NodeFacts(
        config.node().id().orElse(""),
        config.node().name(),
        config.node().datacenter(),
        config.addresses().advertise(),
        taggedAddresses(config),
        meta(config),
        Optional.empty());
  }

  private static Map<String, String> taggedAddresses(AgentConfig config) {
    Map<String, String> tagged = new TreeMap<>();
    put(tagged, "lan", config.addresses().advertise());
    put(tagged, "wan", config.addresses().advertiseWan());
    return tagged;
  }

  private static void put(Map<String, String> tagged, String tag, String address) {
    tagged.put(tag, address);
    tagged.put(tag + (isIpv6(address) ? "_ipv6" : "_ipv4"), address);
  }

  private static boolean isIpv6(String address) {
    try {
      return InetAddress.ofLiteral(address) instanceof Inet6Address;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static Map<String, String> meta(AgentConfig config) {
    Map<String, String> meta = new TreeMap<>(config.node().meta());
    meta.put("consul-network-segment", "");
    meta.put("consul-version", Version.CONSUL);
    return meta;
  }
}
