package praetor.agent.membership;

import java.util.LinkedHashMap;
import java.util.Map;
import praetor.agent.Version;
import praetor.agent.config.AgentConfig;
import praetor.model.GoDuration;

/** How this agent describes itself to the pool. Source: members of a Consul 1.21.4 server. */
public final class SelfMember {
  private static final Member.Protocol MEMBERLIST = new Member.Protocol(1, 5, 2);
  private static final Member.Protocol SERF = new Member.Protocol(2, 5, 4);

  /** After the version in the tag {@code build}, where Consul names its commit. */
  private static final String BUILD = "praetor";

  private SelfMember() {}

  /** Whether tags are those of a Praetor agent. */
  static boolean isPraetor(Map<String, String> tags) {
    return tags.getOrDefault("build", "").endsWith(":" + BUILD);
  }

  /** The member of the datacenter's pool. */
  public static Member lan(AgentConfig config, String nodeId) {
    var tags = tags(config, nodeId);
    if (config.role().server() && config.ports().serfWan() > 0) {
      tags.put("wan_join_port", Integer.toString(config.ports().serfWan()));
    }
    return member(config, tags, config.node().name(), config.ports().serfLan());
  }

  /** The member of the pool of all datacenters' servers: its name carries the datacenter. */
  public static Member wan(AgentConfig config, String nodeId) {
    var name = config.node().name() + "." + config.node().datacenter();
    return member(config, tags(config, nodeId), name, config.ports().serfWan());
  }

  private static Member member(
      AgentConfig config, Map<String, String> tags, String name, int port) {
    return new Member(
        name, config.addresses().advertise(), port, tags, Member.Status.ALIVE, MEMBERLIST, SERF);
  }

  private static Map<String, String> tags(AgentConfig config, String nodeId) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("build", Version.CONSUL + ":" + BUILD);
    tags.put("dc", config.node().datacenter());
    tags.put("id", nodeId);
    tags.put("segment", "");
    tags.put("vsn", "2");
    tags.put("vsn_max", "3");
    tags.put("vsn_min", "2");
    if (config.role().server()) {
      tags.put("role", "consul");
      tags.put("acls", "0");
      tags.put("port", Integer.toString(config.ports().server()));
      tags.put("raft_vsn", "3");
      if (config.ports().grpcTls() > 0) {
        tags.put("grpc_tls_port", Integer.toString(config.ports().grpcTls()));
      }
      if (config.ports().grpc() > 0) {
        tags.put("grpc_port", Integer.toString(config.ports().grpc()));
      }
      tags.put("ft_fs", "1");
      tags.put("ft_si", "1");
      if (config.tls().internalRpc().caFile().isPresent()
          || config.tls().internalRpc().caPath().isPresent()) {
        tags.put("use_tls", "1");
      }
      if (config.role().readReplica()) {
        tags.put("read_replica", "1");
        tags.put("nonvoter", "1");
      }
      if (config.role().bootstrap()) {
        tags.put("bootstrap", "1");
      }
      if (config.role().bootstrapExpect() > 1) {
        tags.put("expect", Integer.toString(config.role().bootstrapExpect()));
      }
    } else {
      tags.put("role", "node");
      config
          .gossip()
          .advertiseReconnectTimeout()
          .ifPresent(timeout -> tags.put("rc_tm", GoDuration.format(timeout)));
    }
    return tags;
  }
}
