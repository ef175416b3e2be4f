package praetor.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import tools.jackson.databind.node.ObjectNode;

/** Limits of requests as callers of the API meet them; statuses and texts of Consul 1.21.4. */
class RateLimitsIT {
  private static final String OF_LEADER =
      "rate limit exceeded for operation that can only be performed by the leader, try again later";

  @TempDir Path folder;

  private ObjectNode config(String name, AgentPorts ports) throws IOException {
    var own = Files.createDirectories(folder.resolve(name));
    return AgentConfig.server(own, ports).put("node_name", name);
  }

  private static void eventually(Callable<Boolean> condition) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(condition);
  }

  @Test
  void aServerRefusesWritesAboveItsRateAndAnswersWhatOperatorsAsk() throws Exception {
    var config = config("server", AgentPorts.free());
    config
        .putObject("limits")
        .putObject("request_limits")
        .put("mode", "enforcing")
        .put("read_rate", 1000)
        .put("write_rate", 0.01);
    try (var server = InProcessAgent.start(folder, config)) {
      eventually(() -> !server.get("/v1/status/leader").text().equals("\"\""));
      var refused = server.put("/v1/kv/x", "1");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text()).isEqualTo(OF_LEADER);
      assertThat(server.get("/v1/kv/x").status()).isEqualTo(404);
      assertThat(server.get("/v1/operator/raft/configuration").status()).isEqualTo(200);
      assertThat(server.get("/v1/agent/metrics").text()).contains("rpc.rate_limit.exceeded");
    }
  }

  @Test
  void aClientCallsNoMoreThanItsRate() throws Exception {
    var ports = AgentPorts.free();
    try (var server = InProcessAgent.start(folder, config("server", ports))) {
      eventually(() -> server.put("/v1/kv/ready", "yes").status() == 200);
      var config = config("client", AgentPorts.free()).put("server", false);
      config.remove("bootstrap");
      config.putArray("retry_join").add("127.0.0.1:" + ports.serfLan());
      config.putObject("limits").put("rpc_rate", 0.01).put("rpc_max_burst", 60);
      try (var client = InProcessAgent.start(folder, config)) {
        eventually(() -> client.get("/v1/kv/ready").status() == 200);
        eventually(() -> client.get("/v1/kv/ready").status() == 429);
        assertThat(client.get("/v1/status/leader").text()).isEqualTo("RPC rate limit exceeded");
        assertThat(client.get("/v1/agent/metrics").text()).contains("client.rpc.exceeded");
      }
    }
  }
}
