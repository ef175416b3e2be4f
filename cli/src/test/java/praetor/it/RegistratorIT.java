package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessAgent;
import tools.jackson.databind.JsonNode;

/**
 * What the published posts promise of containers, each by the post's own command on a real Docker
 * Engine: the agent registers them itself, or the command {@code registrator} beside it does. The
 * comment names the row of the list of promises.
 */
@Timeout(240)
class RegistratorIT {
  /**
   * Less than the 30 s after which everything is compared: what counts is that events are heard.
   */
  private static final Duration SOON = Duration.ofSeconds(25);

  @TempDir static Path folder;
  @TempDir Path quick;
  private static DockerEngine engine;
  private static String hostName = "";
  private static ProcessAgent agent;
  private static Api api;

  @BeforeAll
  static void start() throws Exception {
    engine = DockerEngine.startWithPorts();
    hostName = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    engine.image("python-micro-service", "EXPOSE 5000");
    engine.image("progrium/consul", "EXPOSE 8400", "EXPOSE 8500", "EXPOSE 53/tcp", "EXPOSE 53/udp");
    var config = AgentConfig.server(folder, AgentPorts.free()).put("node_name", "node1");
    config.put("enable_script_checks", true);
    config.putObject("registrator").put("docker", "docker://" + engine.host().substring(7));
    agent = Program.launcher().start(folder, config.put("log_level", "info"));
    agent.awaitLeader();
    api = new Api(agent.httpUri());
  }

  @AfterAll
  static void stop() throws Exception {
    if (agent != null) {
      agent.close();
    }
    if (engine != null) {
      engine.close();
    }
  }

  private static TreeMap<String, List<String>> services() throws Exception {
    return api.json("/v1/catalog/services").properties().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                e -> e.getValue().values().stream().map(JsonNode::stringValue).sorted().toList(),
                (a, _) -> a,
                TreeMap::new));
  }

  private static void awaitServices(String... names) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(services().keySet()).containsExactlyInAnyOrder(names));
  }

  private static String hostPort(String container, String port) throws Exception {
    return engine.docker("port", container, port).lines().findFirst().orElseThrow().split(":")[1];
  }

  // D32, D33, D37, D39, D40, D41
  @Test
  void aContainerIsInTheCatalogWhileItRuns() throws Exception {
    engine.docker("run", "-d", "--name", "service1", "-P", "python-micro-service", "sleep", "100");
    awaitServices("consul", "python-micro-service");
    var instance = api.json("/v1/catalog/service/python-micro-service").get(0);
    var port = hostPort("service1", "5000");
    assertThat(instance.path("ServicePort").asString()).isEqualTo(port);
    assertThat(instance.path("ServiceID").stringValue()).isEqualTo(hostName + ":service1:5000");
    assertThat(instance.path("ServiceAddress").stringValue()).isEmpty();
    assertThat(Dig.at(agent).ask("-t", "SRV", "python-micro-service.service.consul", "+short"))
        .isEqualTo("1 1 " + port + " node1.node.dc1.consul.\n");
    engine.docker("stop", "-t", "0", "service1");
    awaitServices("consul");
    engine.docker("start", "service1");
    awaitServices("consul", "python-micro-service");
    engine.docker("kill", "service1");
    awaitServices("consul");
    engine.docker("rm", "service1");
  }

  // D38, B3
  @Test
  void aPortOfManyIsPartOfTheName() throws Exception {
    engine.docker("run", "-d", "--name", "consul1", "-P", "progrium/consul", "sleep", "100");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(services())
                    .isEqualTo(
                        new TreeMap<>(
                            Map.of(
                                "consul",
                                List.of(),
                                "consul-53",
                                List.of("udp"),
                                "consul-8400",
                                List.of(),
                                "consul-8500",
                                List.of()))));
    assertThat(api.json("/v1/catalog/service/consul-53").size()).isEqualTo(2);
    var udp = hostPort("consul1", "53/udp");
    var tcp = hostPort("consul1", "53/tcp");
    var dig = Dig.at(agent);
    assertThat(dig.ask("-t", "SRV", "udp.consul-53.service.consul", "+short"))
        .isEqualTo("1 1 " + udp + " node1.node.dc1.consul.\n");
    assertThat(dig.ask("-t", "SRV", "consul-53.service.consul", "+short").lines())
        .containsExactlyInAnyOrder(
            "1 1 " + udp + " node1.node.dc1.consul.", "1 1 " + tcp + " node1.node.dc1.consul.");
    engine.docker("rm", "-f", "consul1");
    awaitServices("consul");
  }

  // B25, B32, A20
  @Test
  void variablesAndLabelsSayOtherwise() throws Exception {
    engine.docker(
        "run",
        "-d",
        "--name",
        "stock",
        "-p",
        "14567:4567",
        "-p",
        "14568:4568",
        "-e",
        "SERVICE_4567_NAME=stock-price",
        "-e",
        "SERVICE_4567_CHECK_HTTP=/health",
        "-e",
        "SERVICE_4567_CHECK_INTERVAL=10s",
        "-e",
        "SERVICE_4568_IGNORE=true",
        "-l",
        "SERVICE_TAGS=http,staging",
        "bb:latest",
        "sleep",
        "100");
    awaitServices("consul", "stock-price");
    var instance = api.json("/v1/catalog/service/stock-price").get(0);
    assertThat(instance.path("ServicePort").intValue()).isEqualTo(14567);
    assertThat(instance.path("ServiceTags").values().stream().map(JsonNode::stringValue))
        .containsExactlyInAnyOrder("http", "staging");
    var check = api.json("/v1/agent/checks").path("service:" + hostName + ":stock:4567");
    assertThat(check.path("Type").stringValue()).isEqualTo("http");
    assertThat(check.path("Interval").stringValue()).isEqualTo("10s");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        api.json("/v1/agent/checks")
                            .path("service:" + hostName + ":stock:4567")
                            .path("Output")
                            .stringValue())
                    .contains("http://127.0.0.1:14567/health"));
    engine.docker("rm", "-f", "stock");
    awaitServices("consul");
  }

  @Test
  void aHealthcheckDecidesWhoIsFound() throws Exception {
    engine.docker(
        "run",
        "-d",
        "--name",
        "sick",
        "-P",
        "--health-cmd",
        "cat /tmp/well",
        "--health-interval",
        "1s",
        "--health-retries",
        "1",
        "python-micro-service",
        "sleep",
        "100");
    awaitServices("consul", "python-micro-service");
    assertThat(api.json("/v1/health/service/python-micro-service?passing").size()).isZero();
    engine.docker("exec", "sick", "sh", "-c", "echo > /tmp/well");
    await()
        .atMost(SOON)
        .until(() -> api.json("/v1/health/service/python-micro-service?passing").size() == 1);
    engine.docker("rm", "-f", "sick");
    awaitServices("consul");
  }

  @Test
  void anEngineThatRestartsIsFollowedAgain() throws Exception {
    engine.docker("run", "-d", "--name", "before", "-P", "python-micro-service", "sleep", "100");
    awaitServices("consul", "python-micro-service");
    engine.restart();
    awaitServices("consul");
    engine.docker("start", "before");
    awaitServices("consul", "python-micro-service");
    engine.docker("rm", "-f", "before");
    awaitServices("consul");
  }

  // D35, D36, D37
  @Test
  void theCommandSaysWhatRegistratorsSay() throws Exception {
    var uri = "consul://127.0.0.1:" + agent.ports().http();
    try (var registrator =
        RunningRegistrator.start(engine.host(), List.of("-ip", "127.0.0.1", uri))) {
      engine.docker(
          "run", "-d", "--name", "c5", "-p", "15000:5000", "python-micro-service", "sleep", "100");
      awaitServices("consul", "python-micro-service");
      assertThat(registrator.lines())
          .contains(
              "Forcing host IP to 127.0.0.1",
              "Using consul adapter: " + uri,
              "Connecting to backend (0/0)",
              "Listening for Docker events ...",
              "Syncing services on 0 containers");
      engine.docker("rm", "-f", "c5");
      awaitServices("consul");
    }
  }

  // D34
  @Test
  void keysAreARegistryToo() throws Exception {
    var uri = "consulkv://127.0.0.1:" + agent.ports().http() + "/pre/fix";
    engine.docker("run", "-d", "--name", "kv1", "-p", "15001:5000", "bb:latest", "sleep", "100");
    var key = "/v1/kv/pre/fix/bb/" + hostName + ":kv1:5000";
    try (var _ = RunningRegistrator.start(engine.host(), List.of("-ip", "10.1.2.3", uri))) {
      await().atMost(SOON).until(() -> api.get(key + "?raw").text().equals("10.1.2.3:15001"));
      engine.docker("rm", "-f", "kv1");
      await().atMost(SOON).until(() -> api.get(key).status() == 404);
    }
  }

  @Test
  void aLabelLimitsARegistratorToItsContainers() throws Exception {
    var uri = "consulkv://127.0.0.1:" + agent.ports().http() + "/labelled";
    var line = List.of("-label", "host=b", "-label", "lab", "-ip", "10.1.2.3", uri);
    for (var labels : List.of("host=a", "host=b")) {
      var name = labels.replace("=", "-");
      engine.docker(
          "run",
          "-d",
          "--name",
          name,
          "-l",
          labels,
          "-l",
          "lab=1",
          "-P",
          "python-micro-service",
          "sleep",
          "100");
    }
    var key = "/v1/kv/labelled/python-micro-service/" + hostName + ":";
    try (var registrator = RunningRegistrator.start(engine.host(), line)) {
      await().atMost(SOON).until(() -> api.get(key + "host-b:5000").status() == 200);
      assertThat(registrator.lines()).contains("Syncing services on 1 containers");
      engine.docker(
          "run",
          "-d",
          "--name",
          "later-a",
          "-l",
          "host=a",
          "-l",
          "lab",
          "-P",
          "python-micro-service",
          "sleep",
          "100");
      engine.docker(
          "run",
          "-d",
          "--name",
          "later-b",
          "-l",
          "host=b",
          "-l",
          "lab",
          "-P",
          "python-micro-service",
          "sleep",
          "100");
      await().atMost(SOON).until(() -> api.get(key + "later-b:5000").status() == 200);
      assertThat(api.json("/v1/kv/labelled/?keys").size()).isEqualTo(2);
    }
    engine.docker("rm", "-f", "host-a", "host-b", "later-a", "later-b");
    awaitServices("consul");
  }

  // B3
  @Test
  void portsOfUdpAreServicesToo() throws Exception {
    engine.docker(
        "run",
        "-d",
        "--name",
        "ns1",
        "-e",
        "SERVICE_53_NAME=ns",
        "-p",
        "15053:53",
        "-p",
        "15054:53/udp",
        "bb:latest",
        "sleep",
        "100");
    awaitServices("consul", "ns");
    assertThat(services().get("ns")).containsExactly("udp");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        Dig.at(agent)
                            .ask("-t", "SRV", "ns.service.consul", "+short")
                            .lines()
                            .sorted())
                    .containsExactly(
                        "1 1 15053 node1.node.dc1.consul.", "1 1 15054 node1.node.dc1.consul."));
    assertThat(Dig.at(agent).ask("-t", "SRV", "udp.ns.service.consul", "+short"))
        .isEqualTo("1 1 15054 node1.node.dc1.consul.\n");
    engine.docker("rm", "-f", "ns1");
    awaitServices("consul");
  }

  @Test
  void wrongCommandLinesEndWithTheUsage() throws Exception {
    try (var none = RunningRegistrator.launch(engine.host(), List.of());
        var two = RunningRegistrator.launch(engine.host(), List.of("consul:", "-cleanup"));
        var other = RunningRegistrator.launch(engine.host(), List.of("nosuch://x"));
        var away =
            RunningRegistrator.launch(
                "unix:///nowhere/docker.sock",
                List.of("consul://127.0.0.1:" + agent.ports().http()))) {
      assertThat(none.exitCode()).isEqualTo(2);
      assertThat(none.text()).contains("Missing required argument for registry URI.");
      assertThat(two.exitCode()).isEqualTo(2);
      assertThat(two.text())
          .contains(
              "Extra unparsed arguments:\n  -cleanup\nOptions should come before the registry");
      assertThat(other.exitCode()).isEqualTo(1);
      assertThat(other.text()).contains("unrecognized adapter: nosuch://x");
      assertThat(away.exitCode()).isEqualTo(1);
      assertThat(away.text()).contains("dial unix /nowhere/docker.sock: No such file or directory");
    }
  }

  @Test
  void aHundredIdleComparisonsMoveNoIndex() throws Exception {
    engine.docker(
        "run",
        "-d",
        "--name",
        "idle",
        "-P",
        "--health-cmd",
        "true",
        "--health-interval",
        "1s",
        "python-micro-service",
        "sleep",
        "300");
    await()
        .atMost(SOON)
        .until(() -> api.json("/v1/health/service/python-micro-service?passing").size() == 1);
    var config = AgentConfig.server(quick, AgentPorts.free()).put("log_level", "info");
    config
        .putObject("registrator")
        .put("docker", "docker://" + engine.host().substring(7))
        .put("resync", "20ms");
    try (var other = Program.launcher().start(quick, config)) {
      other.awaitLeader();
      var there = new Api(other.httpUri());
      // The node's own check comes by itself, and counts in the index.
      await()
          .atMost(SOON)
          .until(
              () -> there.get("/v1/health/service/python-micro-service?passing").text(),
              text -> text.contains("serfHealth"));
      var index = there.get("/v1/health/service/python-micro-service").header("X-Consul-Index");
      long before = comparisons(other);
      await().atMost(SOON).until(() -> comparisons(other) > before + 100);
      assertThat(there.get("/v1/health/service/python-micro-service").header("X-Consul-Index"))
          .isEqualTo(index);
    }
    engine.docker("rm", "-f", "idle");
    awaitServices("consul");
  }

  private static long comparisons(ProcessAgent agent) throws IOException {
    return agent.log().stream().filter(l -> l.contains("Syncing services on")).count();
  }
}
