package praetor.testkit.agent;

import java.nio.file.Path;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Configurations to start test agents with; callers add to them or overwrite what they want
 * otherwise.
 */
public final class AgentConfig {
  private AgentConfig() {}

  /**
   * A single server on loopback, node {@code n1} of datacenter {@code dc1}, that elects itself at
   * once.
   *
   * @param folder the agent's folder; its data goes into {@code data} there
   */
  public static ObjectNode server(Path folder, AgentPorts ports) {
    var config =
        JsonNodeFactory.instance
            .objectNode()
            .put("node_name", "n1")
            .put("datacenter", "dc1")
            .put("server", true)
            .put("bootstrap", true)
            .put("bind_addr", "127.0.0.1")
            .put("client_addr", "127.0.0.1")
            .put("data_dir", folder.resolve("data").toString())
            .put("log_level", "error")
            .put("disable_update_check", true);
    config.putObject("performance").put("raft_multiplier", 1);
    config.set("ports", ports.toJson());
    return config;
  }
}
