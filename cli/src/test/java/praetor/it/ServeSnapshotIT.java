package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.net.FreePorts;

/** A snapshot is asked as the servers were when it was taken. */
@Timeout(180)
class ServeSnapshotIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final List<String> PATHS =
      List.of(
          "/v1/kv/?recurse",
          "/v1/kv/app/x?raw",
          "/v1/catalog/nodes",
          "/v1/catalog/services",
          "/v1/catalog/service/search",
          "/v1/catalog/datacenters",
          "/v1/health/service/search?passing",
          "/v1/health/state/any",
          "/v1/session/list",
          "/v1/query",
          "/v1/query/find/execute",
          "/v1/config/service-defaults");

  @TempDir Path folder;

  @Test
  void aSnapshotAnswersAsTheServersDidAndIsNotChanged() throws Exception {
    int dnsPort = FreePorts.next();
    Map<String, String> answers;
    try (var agent =
        Program.launcher()
            .start(
                folder, AgentConfig.server(folder, AgentPorts.free()).put("log_level", "info"))) {
      agent.awaitLeader();
      var api = new Api(agent.httpUri());
      api.accepted("/v1/kv/app/x", "then");
      api.accepted(
          "/v1/catalog/register",
          """
          {"Node": "external", "Address": "10.1.2.3", "Service": {"Service": "search", "Port": 80}}
          """);
      api.accepted("/v1/session/create", "{\"Node\": \"external\", \"Checks\": []}");
      var query = "{\"Name\": \"find\", \"Service\": {\"Service\": \"search\"}}";
      assertThat(api.post("/v1/query", query).status()).isEqualTo(200);
      await().atMost(SOON).until(() -> api.get("/v1/health/node/n1").text().contains("serfHealth"));
      var saved =
          Console.run(
              folder,
              Program.command(),
              Map.of("CONSUL_HTTP_ADDR", agent.httpUri().getAuthority()),
              "snapshot",
              "save",
              "x.snap");
      assertThat(saved.exitCode()).as(saved.output()).isZero();
      answers = new LinkedHashMap<>();
      for (var path : PATHS) {
        answers.put(path, api.get(path).text());
      }
    }
    var http = "127.0.0.1:" + FreePorts.next();
    try (var console =
        Console.start(
            folder,
            Program.command(),
            List.of("serve-snapshot", "-http-addr=" + http, "-dns-port=" + dnsPort, "x.snap"))) {
      await().atMost(SOON).until(() -> console.output().contains("Serving the snapshot"));
      var api = new Api(URI.create("http://" + http));
      for (var path : PATHS) {
        assertThat(api.get(path).text()).as(path).isEqualTo(answers.get(path));
      }
      if (Programs.exists("dig")) {
        assertThat(new Dig("127.0.0.1", dnsPort).answer("search.service.consul", "SRV").getFirst())
            .endsWith("SRV 1 1 80 external.node.dc1.consul.");
      }
      var refused = api.put("/v1/kv/app/x", "now");
      assertThat(refused.status()).isEqualTo(405);
      assertThat(refused.text()).isEqualTo("This is a snapshot: it can be read and not be changed");
      assertThat(api.delete("/v1/kv/app/x").status()).isEqualTo(405);
      assertThat(api.put("/v1/snapshot", "x").status()).isEqualTo(405);
      var txn = "[{\"KV\":{\"Verb\":\"%s\",\"Key\":\"app/x\",\"Value\":\"eA==\"}}]";
      assertThat(api.put("/v1/txn", txn.formatted("get")).status()).isEqualTo(200);
      assertThat(api.put("/v1/txn", txn.formatted("set")).status()).isEqualTo(405);
      assertThat(api.get("/v1/kv/app/x?raw").text()).isEqualTo("then");
      console.child().terminate();
      assertThat(console.ended().exitCode()).isZero();
    }
  }
}
