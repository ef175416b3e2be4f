package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessAgent;
import tools.jackson.databind.node.ObjectNode;

/** What the posts promise of clusters, row by row, with the built program. */
@Timeout(240)
class ClusterRowsIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int KEYS = 1_000;

  @TempDir Path folder;
  private final List<ProcessAgent> agents = new ArrayList<>();

  @AfterEach
  void stop() {
    agents.forEach(ProcessAgent::close);
  }

  private ObjectNode config(String name, boolean server) throws IOException {
    var own = Files.createDirectories(folder.resolve(name));
    var config =
        AgentConfig.server(own, AgentPorts.free())
            .put("node_name", name)
            .put("server", server)
            .put("log_level", "info");
    config.remove("bootstrap");
    return config;
  }

  private ProcessAgent start(ObjectNode config) throws Exception {
    var own = folder.resolve(config.path("node_name").stringValue());
    var agent = Program.launcher("256m").start(own, config);
    agents.add(agent);
    return agent;
  }

  private ProcessAgent server(String name, int expect) throws Exception {
    return start(config(name, true).put("bootstrap_expect", expect));
  }

  private ProcessAgent client(String name, ProcessAgent server) throws Exception {
    var config = config(name, false);
    config.putArray("start_join").add("127.0.0.1:" + server.ports().serfLan());
    return start(config);
  }

  private Console.Ended command(ProcessAgent at, String... words) throws Exception {
    var line = new ArrayList<>(List.of(words));
    line.add(words.length > 1 && words[0].equals("operator") ? 3 : 1, "-http-addr=" + at.httpUri());
    return Console.run(folder, Program.command(), line.toArray(String[]::new));
  }

  private static Api api(ProcessAgent agent) {
    return new Api(agent.httpUri());
  }

  private static void eventually(Callable<Boolean> condition) {
    await().atMost(SOON).pollInterval(Duration.ofMillis(50)).ignoreExceptions().until(condition);
  }

  private String join(ProcessAgent agent, ProcessAgent other) throws Exception {
    return command(agent, "join", "127.0.0.1:" + other.ports().serfLan()).output();
  }

  /** Rows D21 to D24: three servers wait for each other, and the third makes them a cluster. */
  private List<ProcessAgent> threeServers() throws Exception {
    var servers = List.of(server("node1", 3), server("node2", 3), server("node3", 3));
    assertThat(join(servers.get(1), servers.get(0)))
        .contains("Successfully joined cluster by contacting 1 nodes.");
    assertThat(api(servers.get(0)).get("/v1/status/leader").text().strip())
        .as("two of three expected servers")
        .isEqualTo("\"\"");
    assertThat(join(servers.get(2), servers.get(0)))
        .contains("Successfully joined cluster by contacting 1 nodes.");
    for (var server : servers) {
      eventually(() -> api(server).put("/v1/kv/ready", "yes").status() == 200);
      assertThat(server.log())
          .anyMatch(line -> line.contains("Expect Mode enabled, expecting 3 servers"));
    }
    eventually(() -> serfHealths(servers.getFirst()) == 3);
    return servers;
  }

  private static long serfHealths(ProcessAgent asked) throws IOException {
    return api(asked).json("/v1/health/state/passing").values().stream()
        .filter(check -> check.path("CheckID").stringValue().equals("serfHealth"))
        .count();
  }

  private static ProcessAgent leader(List<ProcessAgent> servers) throws IOException {
    var address = api(servers.getFirst()).json("/v1/status/leader").stringValue();
    return servers.stream()
        .filter(server -> address.endsWith(":" + server.ports().server()))
        .findFirst()
        .orElseThrow();
  }

  /** Rows D5, D7, D12, D21 to D24. */
  @Test
  void threeServersReplicateAndOutliveOneAndNotTwo() throws Exception {
    var servers = threeServers();
    for (int i = 0; i < KEYS; i++) {
      api(servers.get(i % 3)).accepted("/v1/kv/key/" + i, "value " + i);
    }
    var first = api(servers.getFirst()).get("/v1/kv/key/?recurse&consistent").text();
    for (var server : servers) {
      eventually(() -> api(server).get("/v1/kv/key/?recurse&stale").text().equals(first));
    }

    var lost = leader(servers);
    lost.kill9();
    var left = servers.stream().filter(ProcessAgent::isAlive).toList();
    for (var server : left) {
      eventually(() -> api(server).put("/v1/kv/after", "one").status() == 200);
      assertThat(api(server).get("/v1/kv/key/?recurse&consistent").text()).isEqualTo(first);
    }

    left.getFirst().kill9();
    var last = left.getLast();
    eventually(
        () -> {
          var refused = api(last).put("/v1/kv/after", "two");
          return refused.status() == 500 && refused.text().contains("No cluster leader");
        });
    assertThat(api(last).get("/v1/kv/key/?recurse&stale").text()).isEqualTo(first);

    lost.restart();
    eventually(() -> api(last).put("/v1/kv/after", "three").status() == 200);
    assertThat(api(lost).get("/v1/kv/key/?recurse&consistent").text()).isEqualTo(first);
  }

  /** Rows D9, D10, D12, D25, D26 and B14. */
  @Test
  void aClientForwardsAndForgetsNothingThatMatters() throws Exception {
    var server = server("node1", 1);
    eventually(() -> api(server).put("/v1/kv/ready", "yes").status() == 200);
    var config = config("node4", false).put("advertise_addr", "127.0.0.2");
    config.put("bind_addr", "0.0.0.0");
    config.putArray("start_join").add("127.0.0.1:" + server.ports().serfLan());
    var client = start(config);
    api(client).accepted("/v1/agent/service/register", "{\"Name\":\"web\",\"Port\":80}");
    eventually(() -> api(client).json("/v1/catalog/nodes").size() == 2);
    eventually(() -> api(server).json("/v1/catalog/service/web").size() == 1);
    var web = api(server).json("/v1/catalog/service/web").path(0);
    assertThat(web.path("Node").stringValue()).isEqualTo("node4");
    assertThat(web.path("Address").stringValue()).isEqualTo("127.0.0.2");
    assertThat(api(client).get("/v1/health/service/web").text())
        .isEqualTo(api(server).get("/v1/health/service/web").text());

    client.kill9();
    deleted(folder.resolve("node4").resolve("data"));
    client.restart();
    api(client).accepted("/v1/agent/service/register", "{\"Name\":\"web\",\"Port\":80}");
    eventually(
        () -> {
          var health = api(server).json("/v1/health/service/web?passing");
          return health.size() == 1
              && health.path(0).path("Node").path("Node").stringValue().equals("node4");
        });
    assertThat(api(server).json("/v1/catalog/nodes").size()).isEqualTo(2);
  }

  private static void deleted(Path tree) throws IOException {
    try (var files = Files.walk(tree)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Row C2b. */
  @Test
  void machinesOfACloudAreFoundByTheirTag() throws Exception {
    var server = server("node1", 1);
    eventually(() -> api(server).put("/v1/kv/ready", "yes").status() == 200);
    var ec2 = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ec2.createContext(
        "/",
        exchange -> {
          var asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          var machine =
              asked.contains("tag%3Arole") && asked.contains("Value.1=server")
                  ? "<item><privateIpAddress>127.0.0.1</privateIpAddress></item>"
                  : "";
          var answer =
              ("<DescribeInstancesResponse><reservationSet><item><instancesSet>"
                      + machine
                      + "</instancesSet></item></reservationSet></DescribeInstancesResponse>")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    ec2.start();
    try {
      // Addresses of a search have the port of one's own pool.
      var config = config("node2", false).put("bind_addr", "127.0.0.2");
      ((ObjectNode) config.path("ports")).put("serf_lan", server.ports().serfLan());
      config
          .putArray("retry_join")
          .add(
              "provider=aws tag_key=role tag_value=server region=eu-west-1 access_key_id=A"
                  + " secret_access_key=hush-hush endpoint=http://127.0.0.1:"
                  + ec2.getAddress().getPort());
      var client = start(config);
      eventually(() -> api(server).json("/v1/agent/members").size() == 2);
      assertThat(client.log()).noneMatch(line -> line.contains("hush-hush"));
    } finally {
      ec2.stop(0);
    }
  }
}
