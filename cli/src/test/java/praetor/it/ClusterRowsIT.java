package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static praetor.it.LocalCluster.api;
import static praetor.it.LocalCluster.eventually;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.ProcessAgent;
import praetor.testkit.net.NetworkLab;
import tools.jackson.databind.node.ObjectNode;

/** What the posts promise of clusters, row by row, with the built program. */
@Timeout(240)
class ClusterRowsIT {
  private static final int KEYS = 1_000;

  @TempDir Path folder;
  private LocalCluster cluster;

  @BeforeEach
  void prepare() {
    cluster = new LocalCluster(folder);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  /** Rows D5, D7, D12, D21 to D24. */
  @Test
  void threeServersReplicateAndOutliveOneAndNotTwo() throws Exception {
    var servers = cluster.threeServers();
    for (int i = 0; i < KEYS; i++) {
      api(servers.get(i % 3)).accepted("/v1/kv/key/" + i, "value " + i);
    }
    var first = api(servers.getFirst()).consistent("/v1/kv/key/?recurse");
    for (var server : servers) {
      eventually(() -> api(server).get("/v1/kv/key/?recurse&stale").text().equals(first));
    }

    var lost = LocalCluster.leader(servers);
    lost.kill9();
    var left = servers.stream().filter(ProcessAgent::isAlive).toList();
    for (var server : left) {
      eventually(() -> api(server).put("/v1/kv/after", "one").status() == 200);
      assertThat(api(server).consistent("/v1/kv/key/?recurse")).isEqualTo(first);
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
    assertThat(api(lost).consistent("/v1/kv/key/?recurse")).isEqualTo(first);
  }

  /** Rows D9, D10, D12, D25, D26 and B14. */
  @Test
  void aClientForwardsAndForgetsNothingThatMatters() throws Exception {
    var server = cluster.server("node1", 1);
    eventually(() -> api(server).put("/v1/kv/ready", "yes").status() == 200);
    var config = cluster.config("node4", false).put("advertise_addr", "127.0.0.2");
    config.put("bind_addr", "0.0.0.0");
    config.putArray("start_join").add("127.0.0.1:" + server.ports().serfLan());
    var client = cluster.start(config);
    api(client).accepted("/v1/agent/service/register", "{\"Name\":\"web\",\"Port\":80}");
    eventually(() -> api(client).json("/v1/catalog/nodes").size() == 2);
    eventually(() -> api(server).json("/v1/catalog/service/web").size() == 1);
    var web = api(server).json("/v1/catalog/service/web").path(0);
    assertThat(web.path("Node").stringValue()).isEqualTo("node4");
    assertThat(web.path("Address").stringValue()).isEqualTo("127.0.0.2");
    assertThat(api(client).get("/v1/health/service/web").text())
        .isEqualTo(api(server).get("/v1/health/service/web").text());

    client.kill9();
    cluster.loseData("node4");
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

  /** Row C2b. */
  @Test
  void machinesOfACloudAreFoundByTheirTag() throws Exception {
    var server = cluster.server("node1", 1);
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
      var config = cluster.config("node2", false).put("bind_addr", "127.0.0.2");
      ((ObjectNode) config.path("ports")).put("serf_lan", server.ports().serfLan());
      config
          .putArray("retry_join")
          .add(
              "provider=aws tag_key=role tag_value=server region=eu-west-1 access_key_id=A"
                  + " secret_access_key=hush-hush endpoint=http://127.0.0.1:"
                  + ec2.getAddress().getPort());
      var client = cluster.start(config);
      eventually(() -> api(server).json("/v1/agent/members").size() == 2);
      assertThat(client.log()).noneMatch(line -> line.contains("hush-hush"));
    } finally {
      ec2.stop(0);
    }
  }

  /** Rows B9 and B10: who dies is not discoverable, and in the end not there. */
  @Test
  void aDeadAgentTakesItsServicesOutOfDnsAndIsForgotten() throws Exception {
    var server = cluster.server("node1", 1);
    eventually(() -> api(server).put("/v1/kv/ready", "yes").status() == 200);
    var config = LocalCluster.joining(cluster.config("node2", false), server);
    var doomed = cluster.start(config.put("advertise_reconnect_timeout", "5s"));
    var dropped = cluster.client("node3", server);
    for (var client : List.of(doomed, dropped)) {
      api(client)
          .accepted(
              "/v1/agent/service/register",
              "{\"Name\":\"web\",\"Port\":80,\"Check\":{\"TTL\":\"1h\",\"Status\":\"passing\"}}");
    }
    eventually(() -> api(server).json("/v1/health/service/web?passing").size() == 2);
    assertThat(api(server).json("/v1/health/checks/web").values())
        .as("each check belongs to the agent that runs it")
        .extracting(check -> check.path("Node").stringValue())
        .containsExactlyInAnyOrder("node2", "node3");
    var dig = Dig.at(server);
    assertThat(dig.answer("web.service.consul", "SRV")).hasSize(2);

    doomed.kill9();
    eventually(() -> serfHealth(server, "node2").equals("critical"));
    assertThat(dig.answer("web.service.consul", "SRV"))
        .singleElement()
        .asString()
        .contains("node3.node.dc1.consul.");
    assertThat(api(server).json("/v1/catalog/service/web").size()).isEqualTo(2);
    // Reaped, since it asked to be remembered for a few seconds only.
    eventually(() -> nodes(server).equals(List.of("node1", "node3")));
    assertThat(api(server).json("/v1/catalog/service/web").size()).isEqualTo(1);

    dropped.kill9();
    eventually(() -> serfHealth(server, "node3").equals("critical"));
    assertThat(cluster.command(server, "force-leave", "-prune", "node3").exitCode()).isZero();
    eventually(() -> nodes(server).equals(List.of("node1")));
    assertThat(dig.ask("web.service.consul", "SRV")).contains("status: NXDOMAIN");
  }

  private static String serfHealth(ProcessAgent server, String node) throws IOException {
    return api(server).json("/v1/health/node/" + node).values().stream()
        .filter(check -> check.path("CheckID").stringValue().equals("serfHealth"))
        .map(check -> check.path("Status").stringValue())
        .findFirst()
        .orElse("none");
  }

  private static List<String> nodes(ProcessAgent server) throws IOException {
    return api(server).json("/v1/catalog/nodes").values().stream()
        .map(node -> node.path("Node").stringValue())
        .toList();
  }

  /** Row B11. */
  @Test
  void aServerListensOnThePortsOfConsul() throws Exception {
    try (var network = NetworkLab.create(1)) {
      var line = new ArrayList<>(network.on(0));
      line.addAll(Program.command());
      var words =
          List.of(
              "agent",
              "-server",
              "-bootstrap",
              "-data-dir=" + folder.resolve("ports"),
              "-bind=" + network.address(0));
      try (var _ = Console.start(folder, line, words)) {
        for (var port : List.of(8300, 8301, 8302, 8500, 8600)) {
          eventually(() -> listening(network).contains("tcp " + port));
        }
        assertThat(listening(network))
            .contains("udp 8301", "udp 8302", "udp 8600")
            .doesNotContain("udp 8300", "udp 8500", "tcp 8400");
      }
    } catch (IOException unable) {
      Skip.unless(false, "ports", "no network namespaces: " + unable.getMessage());
    }
  }

  /** Protocols and ports, as {@code ss} tells them. */
  private List<String> listening(NetworkLab network) throws Exception {
    Skip.unless(Programs.exists("ss"), "ports", "ss is not installed");
    var said = Console.run(folder, network.on(0), "ss", "-lntuH").output();
    return said.lines()
        .map(line -> line.strip().split("\\s+"))
        .map(columns -> columns[0] + " " + columns[4].substring(columns[4].lastIndexOf(':') + 1))
        .distinct()
        .toList();
  }
}
