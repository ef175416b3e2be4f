package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessAgent;
import praetor.testkit.agent.ProcessLauncher;
import praetor.testkit.vectors.JsonText;
import praetor.testkit.vectors.dns.Recursor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the published posts about Consul promise and a single server can show, each by the post's
 * own command. The comment names the row of the list of promises.
 */
@Timeout(120)
class SeedRowsIT {
  private static final String GOOGLE =
      """
      {"Datacenter": "dc1", "Node": "google", "Address": "www.google.com",
       "Service": {"Service": "search", "Port": 80}}""";
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path shared;
  private static ProcessAgent server;
  private static Api api;

  @TempDir Path folder;

  @BeforeAll
  static void startServer() throws Exception {
    var config = AgentConfig.server(shared, AgentPorts.free()).put("node_name", "node1");
    server = started(Program.launcher(), shared, config.put("log_level", "info"));
    api = new Api(server.httpUri());
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private static ProcessAgent started(ProcessLauncher launcher, Path folder, ObjectNode config)
      throws Exception {
    var agent = launcher.start(folder, config);
    agent.awaitLeader();
    var node = config.path("node_name").stringValue();
    await("the server's own node")
        .atMost(SOON)
        .until(
            () -> new Api(agent.httpUri()).get("/v1/health/node/" + node).text(),
            text -> text.contains("serfHealth"));
    return agent;
  }

  private ObjectNode ownServer() {
    return AgentConfig.server(folder, AgentPorts.free());
  }

  private static void register(String json) throws IOException {
    api.accepted("/v1/agent/service/register", json);
  }

  /** Local services reach the catalog by anti-entropy, at once but not within the call. */
  private static JsonNode inCatalog(String path) {
    return await("an entry of " + path)
        .atMost(SOON)
        .until(() -> api.json(path), list -> !list.isEmpty());
  }

  // D1
  @Test
  void aRegisteredServiceIsFoundByNameAndTagOverHttpAndDns() throws Exception {
    register("{\"Name\":\"web\",\"Tags\":[\"v1\"],\"Port\":80}");
    assertThat(inCatalog("/v1/catalog/service/web?tag=v1").path(0).path("ServicePort").asInt())
        .isEqualTo(80);
    assertThat(Dig.at(server).answer("v1.web.service.consul"))
        .containsExactly("v1.web.service.consul. 0 IN A 127.0.0.1");
    assertThat(Dig.at(server).answer("v2.web.service.consul")).isEmpty();
  }

  // D3
  @Test
  void anInstanceWithAFailingCheckLeavesDnsAndPassingButNotTheCatalog() throws Exception {
    register("{\"Name\":\"ttl\",\"Port\":81,\"Check\":{\"TTL\":\"600s\"}}");
    api.accepted("/v1/agent/check/pass/service:ttl", "");
    inCatalog("/v1/health/service/ttl?passing");
    var dig = Dig.at(server);
    assertThat(dig.answer("ttl.service.consul")).hasSize(1);

    api.accepted("/v1/agent/check/fail/service:ttl", "");
    await().atMost(SOON).until(() -> api.json("/v1/health/service/ttl?passing").isEmpty());
    assertThat(dig.ask("ttl.service.consul")).contains("status: NXDOMAIN");
    assertThat(api.json("/v1/catalog/service/ttl")).hasSize(1);
  }

  // D2, B9: the agent itself runs the checks of its services and of its node.
  @Test
  void anyNumberOfChecksWatchesAServiceAndItsNode() throws Exception {
    var config = ownServer().put("node_name", "node1").put("enable_script_checks", true);
    try (var agent = started(Program.launcher(), folder, config)) {
      var own = new Api(agent.httpUri());
      var port = agent.httpUri().getPort();
      var http =
          "{\"HTTP\":\"http://127.0.0.1:%d/v1/status/leader\",\"Interval\":\"1s\"}".formatted(port);
      var tcp = "{\"TCP\":\"127.0.0.1:%d\",\"Interval\":\"1s\"}".formatted(port);
      var checks = String.join(",", http, http, http, tcp);
      own.accepted(
          "/v1/agent/service/register",
          "{\"Name\":\"web\",\"Port\":" + port + ",\"Checks\":[" + checks + "]}");
      own.accepted(
          "/v1/agent/check/register",
          """
          {"Name":"cpu","Args":["sh","-c","echo CPU 91%; exit 1"],"Interval":"1s"}""");
      await()
          .atMost(SOON)
          .until(
              () -> statuses(own.json("/v1/health/node/node1")),
              List.of(
                      "cpu warning",
                      "serfHealth passing",
                      "service:web:1 passing",
                      "service:web:2 passing",
                      "service:web:3 passing",
                      "service:web:4 passing")
                  ::equals);
      assertThat(own.get("/v1/health/node/node1").text()).contains("CPU 91%");
    }
  }

  private static List<String> statuses(JsonNode checks) {
    return checks.values().stream()
        .map(c -> c.path("CheckID").stringValue() + " " + c.path("Status").stringValue())
        .sorted()
        .toList();
  }

  // D3, B10: the check is the agent's own, and what fails is the service.
  @Test
  void anInstanceThatNoLongerListensLeavesDnsAndComesBack() throws Exception {
    var address = InetAddress.ofLiteral("127.0.0.1");
    var listener = new ServerSocket(0, 1, address);
    int port = listener.getLocalPort();
    try (listener) {
      register(
          "{\"Name\":\"listening\",\"Port\":%d,\"Check\":{\"TCP\":\"127.0.0.1:%d\",\"Interval\":\"1s\"}}"
              .formatted(port, port));
      inCatalog("/v1/health/service/listening?passing");
      assertThat(Dig.at(server).answer("listening.service.consul")).hasSize(1);
    }
    await().atMost(SOON).until(() -> api.json("/v1/health/service/listening?passing").isEmpty());
    assertThat(Dig.at(server).ask("listening.service.consul")).contains("status: NXDOMAIN");
    assertThat(api.json("/v1/catalog/service/listening")).hasSize(1);
    try (var _ = new ServerSocket(port, 1, address)) {
      inCatalog("/v1/health/service/listening?passing");
      assertThat(Dig.at(server).answer("listening.service.consul")).hasSize(1);
    }
  }

  // B10: the shortest time is a minute, and twice a minute is looked.
  @Test
  @Tag("slow")
  @Timeout(240)
  void aServiceThatStaysCriticalIsDeregistered() throws Exception {
    register(
        """
        {"Name":"forgotten","Port":86,
         "Check":{"TTL":"1s","DeregisterCriticalServiceAfter":"1m"}}""");
    inCatalog("/v1/catalog/service/forgotten");
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> api.json("/v1/catalog/service/forgotten").isEmpty());
    assertThat(api.get("/v1/agent/service/forgotten").status()).isEqualTo(404);
  }

  // D10
  @Test
  void aServiceBelongsToTheNodeOfTheAgentItIsRegisteredWith() throws Exception {
    register("{\"Name\":\"mine\",\"Port\":87}");
    var row = inCatalog("/v1/catalog/service/mine").path(0);
    assertThat(row.path("Node").stringValue()).isEqualTo("node1");
    assertThat(row.path("Address").stringValue()).isEqualTo("127.0.0.1");
    assertThat(row.path("ServiceAddress").stringValue()).isEmpty();
  }

  // A3: who says nothing listens on the loopback address alone.
  @Test
  void nobodyOutsideReachesTheApiByDefault() throws Exception {
    var config = ownServer();
    config.remove("client_addr");
    try (var agent = started(Program.launcher(), folder, config)) {
      int port = agent.httpUri().getPort();
      assertThat(new Api(agent.httpUri()).get("/v1/kv/secret").status()).isEqualTo(404);
      var others =
          Stream.concat(
                  Stream.of(InetAddress.ofLiteral("127.0.0.2")),
                  NetworkInterface.networkInterfaces()
                      .flatMap(NetworkInterface::inetAddresses)
                      .filter(own -> !own.isLoopbackAddress()))
              .toList();
      for (var other : others) {
        assertThatThrownBy(() -> new Socket(other, port).close())
            .as(other.toString())
            .isInstanceOf(ConnectException.class);
      }
    }
  }

  // D3: a TTL check that nobody renews turns critical by itself.
  @Test
  void anInstanceWhoseTtlRunsOutIsExcluded() throws Exception {
    register("{\"Name\":\"silent\",\"Port\":82,\"Check\":{\"TTL\":\"1s\"}}");
    api.accepted("/v1/agent/check/pass/service:silent", "");
    await()
        .atMost(SOON)
        .until(
            () -> api.json("/v1/health/service/silent"),
            list -> list.toString().contains("\"critical\""));
    assertThat(api.json("/v1/health/service/silent?passing")).isEmpty();
  }

  // D4
  @Test
  void aBlockedReadOfAKeyReturnsWhenItChanges() throws Exception {
    api.accepted("/v1/kv/flag", "off");
    var index = api.get("/v1/kv/flag").header("X-Consul-Index").orElseThrow();
    var blocked =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return api.get("/v1/kv/flag?raw&wait=30s&index=" + index);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    Thread.sleep(300);
    assertThat(blocked).isNotDone();
    api.accepted("/v1/kv/flag", "on");
    // Milliseconds on a quiet machine; a wait that only times out takes 30 s.
    var answer = blocked.get(20, TimeUnit.SECONDS);
    assertThat(answer.text()).isEqualTo("on");
    assertThat(answer.header("X-Consul-Index")).isNotEqualTo(java.util.Optional.of(index));
  }

  // D6, D18, B13
  @Test
  void oneServerAloneElectsItselfAndTakesWrites() throws Exception {
    var ports = AgentPorts.free();
    var words = new ArrayList<>(List.of("agent", "-server", "-bootstrap", "-bind", "127.0.0.1"));
    words.addAll(List.of("-data-dir", folder.resolve("d").toString()));
    words.addAll(portFlags(ports));
    try (var console = Console.start(folder, Program.command(), words)) {
      var one = at(ports);
      await()
          .atMost(SOON.multipliedBy(2))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> one.tryPut("/v1/kv/first", "1").filter(a -> a.status() == 200).isPresent());
      assertThat(one.json("/v1/status/leader").stringValue())
          .isEqualTo("127.0.0.1:" + ports.server());
      // D15 †: the seed's sentence as well as today's banner.
      assertThat(console.output())
          .contains("Bootstrap mode enabled! Do not enable unless necessary")
          .contains("Node name: '")
          .contains("Server: true (Bootstrap: true)")
          .contains("Client Addr: [127.0.0.1] (HTTP: " + ports.http())
          .contains("Cluster Addr: 127.0.0.1 (LAN: ")
          .contains("Gossip Encryption: false");
      // D17
      assertThat(count(console.output(), "No cluster leader")).isLessThanOrEqualTo(1);
      assertThat(console.output()).contains("cluster leadership acquired");
    }
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  private static List<String> portFlags(AgentPorts ports) {
    return List.of(
        "-http-port=" + ports.http(),
        "-dns-port=" + ports.dns(),
        "-server-port=" + ports.server(),
        "-serf-lan-port=" + ports.serfLan(),
        "-serf-wan-port=" + ports.serfWan());
  }

  private static Api at(AgentPorts ports) {
    return new Api(java.net.URI.create("http://127.0.0.1:" + ports.http()));
  }

  // D12, B14: here one server; every way to read gives the same body.
  @Test
  void everyConsistencyModeGivesTheSameBody() throws Exception {
    register("{\"Name\":\"same\",\"Port\":83}");
    inCatalog("/v1/health/service/same");
    var bodies =
        List.of(
            api.get("/v1/health/service/same").text(),
            api.get("/v1/health/service/same?stale").text(),
            api.get("/v1/health/service/same?consistent").text());
    assertThat(bodies).containsOnly(bodies.getFirst());
  }

  // D19 †: both fields of the seed's answer, and today's others.
  @Test
  void theServerIsANodeOfTheCatalog() throws Exception {
    var nodes = api.json("/v1/catalog/nodes?filter=Node==node1");
    assertThat(nodes).hasSize(1);
    var node = nodes.path(0);
    assertThat(node.path("Address").stringValue()).isEqualTo("127.0.0.1");
  }

  // D20: leads to /ui/ as soon as there is a page.
  @Test
  void withoutItsPageTheRootSaysSo() throws Exception {
    var answer = api.get("/");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).startsWith("Consul Agent: UI disabled.");
    assertThat(api.head("/").status()).isEqualTo(200);
  }

  // D27, D28, D30, D29a †
  @Test
  void anExternalServiceResolvesThroughTheRecursor() throws Exception {
    var table =
        JsonText.object(
            """
            {"www.google.com. A": ["www.google.com. 77 IN A 192.0.2.1",
             "www.google.com. 77 IN A 192.0.2.2", "www.google.com. 77 IN A 192.0.2.3"]}""");
    try (var recursor = Recursor.start(table, "upstream")) {
      var config = ownServer();
      config.putArray("recursors").add(recursor.address());
      try (var agent = started(Program.launcher(), folder, config)) {
        var own = new Api(agent.httpUri());
        assertThat(own.accepted("/v1/catalog/register", GOOGLE)).isEqualTo("true");
        assertThat(own.get("/v1/catalog/services").text())
            .isEqualTo("{\"consul\":[],\"search\":[]}");
        assertThat(own.json("/v1/health/service/search?passing")).hasSize(1);
        // Over plain UDP Consul 1.21.4 counts the recursor's records against udp_answer_limit,
        // which is 3.
        assertThat(Dig.at(agent).ask("+noedns", "search.service.consul."))
            .contains("status: NOERROR")
            .contains("flags: qr aa rd ra;")
            .contains("ANSWER: 3,");
        // Consul 1.21.4 gives all records of a service the TTL of services, here 0; the post's 77
        // was the recursor's.
        assertThat(Dig.at(agent).answer("+noedns", "+tcp", "search.service.consul."))
            .startsWith("search.service.consul. 0 IN CNAME www.google.com.")
            .contains(
                "www.google.com. 0 IN A 192.0.2.1",
                "www.google.com. 0 IN A 192.0.2.2",
                "www.google.com. 0 IN A 192.0.2.3");
      }
    }
  }

  // D29b
  @Test
  void anExternalServiceWithoutARecursorIsItsCnameAlone() throws Exception {
    api.accepted("/v1/catalog/register", GOOGLE);
    assertThat(Dig.at(server).ask("search.service.consul.")).contains("status: NOERROR");
    assertThat(Dig.at(server).answer("search.service.consul."))
        .containsExactly("search.service.consul. 0 IN CNAME www.google.com.");
    api.accepted("/v1/catalog/deregister", "{\"Datacenter\":\"dc1\",\"Node\":\"google\"}");
  }

  // D31
  @Test
  void aShortAnswerIsTheAddressOfTheInstance() throws Exception {
    register("{\"Name\":\"python-micro-service\",\"Address\":\"192.168.59.103\",\"Port\":49153}");
    inCatalog("/v1/catalog/service/python-micro-service");
    assertThat(Dig.at(server).ask("python-micro-service.service.consul.", "+short"))
        .isEqualTo("192.168.59.103\n");
  }

  // B1
  @Test
  void aClientFindsAddressAndPortAndConnects() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      register("{\"Name\":\"backend\",\"Port\":" + listener.getLocalPort() + "}");
      inCatalog("/v1/catalog/service/backend");
      var words = Dig.at(server).answer("SRV", "backend.service.consul").getFirst().split(" ");
      assertThat(words).startsWith("backend.service.consul.", "0", "IN", "SRV");
      var address = Dig.at(server).ask("+short", words[7]).strip();
      try (var client = new Socket(address, Integer.parseInt(words[6]));
          var accepted = listener.accept()) {
        assertThat(accepted.getPort()).isEqualTo(client.getLocalPort());
      }
    }
  }

  // B2
  @Test
  void instancesAreFoundByMetadataAndTag() throws Exception {
    register("{\"ID\":\"m1\",\"Name\":\"meta\",\"Port\":1,\"Meta\":{\"version\":\"1\"}}");
    register(
        "{\"ID\":\"m2\",\"Name\":\"meta\",\"Port\":2,\"Tags\":[\"b\"],\"Meta\":{\"version\":\"2\"}}");
    inCatalog("/v1/catalog/service/meta?tag=b");
    var found = api.json("/v1/catalog/service/meta?filter=ServiceMeta.version==2");
    assertThat(found).hasSize(1);
    assertThat(found.path(0).path("ServiceID").stringValue()).isEqualTo("m2");
    assertThat(api.json("/v1/health/service/meta?filter=Service.Meta.version==2")).hasSize(1);
    assertThat(api.json("/v1/health/service/meta?tag=b")).hasSize(1);
  }

  // B3
  @Test
  void oneNameHasInstancesOnTcpAndUdpPorts() throws Exception {
    register("{\"ID\":\"r1\",\"Name\":\"resolver\",\"Port\":53,\"Tags\":[\"udp\"]}");
    register("{\"ID\":\"r2\",\"Name\":\"resolver\",\"Port\":54,\"Tags\":[\"tcp\"]}");
    inCatalog("/v1/catalog/service/resolver?tag=tcp");
    var dig = Dig.at(server);
    assertThat(dig.answer("SRV", "_resolver._udp.service.consul"))
        .containsExactly("_resolver._udp.service.consul. 0 IN SRV 1 1 53 node1.node.dc1.consul.");
    assertThat(dig.answer("SRV", "udp.resolver.service.consul")).hasSize(1);
    // Source: RFC 2782; Consul takes the protocol tcp as no tag at all.
    assertThat(dig.answer("SRV", "_resolver._tcp.service.consul")).hasSize(2);
  }

  // B15
  @Test
  void addressAndServiceRecordsComeOverUdpAndTcpWithAndWithoutEdns() throws Exception {
    register("{\"Name\":\"both\",\"Port\":85}");
    inCatalog("/v1/catalog/service/both");
    var dig = Dig.at(server);
    for (var way : List.of("+notcp", "+tcp", "+noedns", "+bufsize=4096")) {
      assertThat(dig.answer(way, "A", "both.service.consul"))
          .containsExactly("both.service.consul. 0 IN A 127.0.0.1");
      assertThat(dig.answer(way, "SRV", "both.service.consul"))
          .containsExactly("both.service.consul. 0 IN SRV 1 1 85 node1.node.dc1.consul.");
    }
    assertThat(dig.ask("AAAA", "both.service.consul"))
        .contains("status: NOERROR")
        .contains("ANSWER: 0, AUTHORITY: 1")
        .contains("IN SOA ns.consul.");
  }

  // B17 †
  @Test
  void anSrvAnswerBringsTheAddressOfItsNode() throws Exception {
    var config =
        ownServer()
            .put("datacenter", "eu1")
            .put("node_name", "i-28cdc8ce")
            .put("advertise_addr", "10.0.1.93");
    try (var agent = started(Program.launcher(), folder, config)) {
      var own = new Api(agent.httpUri());
      own.accepted("/v1/agent/service/register", "{\"Name\":\"hello-world\",\"Port\":80}");
      await().atMost(SOON).until(() -> !own.json("/v1/catalog/service/hello-world").isEmpty());
      assertThat(Dig.at(agent).answer("-t", "SRV", "hello-world.service.consul"))
          .containsExactly(
              "hello-world.service.consul. 0 IN SRV 1 1 80 i-28cdc8ce.node.eu1.consul.");
      assertThat(
              Dig.at(agent).ask("+noall", "+additional", "-t", "SRV", "hello-world.service.consul"))
          .contains("i-28cdc8ce.node.eu1.consul. 0 IN A 10.0.1.93\n");
    }
  }

  // B18
  @Test
  void aUserWithOnlyTheCapabilityToBindListensOnPort53() throws Exception {
    var prefix =
        List.of(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--inh-caps=-all,+net_bind_service",
            "--ambient-caps=-all,+net_bind_service",
            "--bounding-set=-all,+net_bind_service");
    var test = "a DNS server on port 53";
    Skip.unless(Programs.exists("setpriv"), test, "setpriv is not installed");
    var command = new ArrayList<>(prefix);
    command.addAll(Program.launcher().command());
    var probe = Console.run(folder, command, "version");
    Skip.unless(probe.exitCode() == 0, test, "not permitted: " + probe.output().strip());

    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    var config = ownServer();
    ((ObjectNode) config.path("ports")).put("dns", 53);
    // An address of its own: port 53 of 127.0.0.1 may be somebody's resolver.
    config.putObject("addresses").put("dns", "127.0.53.91");
    try (var _ = started(new ProcessLauncher(command), folder, config)) {
      Skip.unless(Programs.exists("dig"), "a question to port 53", "dig is not installed");
      assertThat(new Dig("127.0.53.91", 53).answer("n1.node.consul"))
          .containsExactly("n1.node.consul. 0 IN A 127.0.0.1");
    }
  }

  // B20
  @Test
  void aDevelopmentAgentIsServerAndClientInOneProcess() throws Exception {
    var ports = AgentPorts.free();
    var words = new ArrayList<>(List.of("agent", "-dev", "-node=dev1"));
    words.addAll(portFlags(ports));
    words.addAll(List.of("-grpc-port=-1", "-grpc-tls-port=-1"));
    try (var _ = Console.start(folder, Program.command(), words)) {
      var dev = at(ports);
      await()
          .atMost(SOON.multipliedBy(2))
          .until(() -> dev.tryPut("/v1/kv/a", "1").filter(a -> a.status() == 200).isPresent());
      dev.accepted("/v1/agent/service/register", "{\"Name\":\"web\",\"Port\":80}");
      await().atMost(SOON).until(() -> !dev.json("/v1/catalog/service/web").isEmpty());
      assertThat(dev.json("/v1/catalog/nodes").path(0).path("Node").stringValue())
          .isEqualTo("dev1");
    }
  }

  // A6
  @Test
  void theWholeStoreIsReadAsBase64AndAnEmptyOneIsNotFound() throws Exception {
    try (var agent = started(Program.launcher(), folder, ownServer())) {
      var own = new Api(agent.httpUri());
      var empty = own.get("/v1/kv/?recurse");
      assertThat(empty.status()).isEqualTo(404);
      assertThat(empty.body()).isEmpty();
      assertThat(empty.header("X-Consul-Index")).contains("1");
      own.accepted("/v1/kv/config/a", "1");
      own.accepted("/v1/kv/config/b", "zwei");
      var all = own.json("/v1/kv/?recurse");
      assertThat(all.values().stream().map(e -> e.path("Key").stringValue()))
          .containsExactly("config/a", "config/b");
      assertThat(all.values().stream().map(e -> e.path("Value").stringValue()))
          .containsExactly("MQ==", "endlaQ==");
    }
  }

  // C2
  @Test
  void theKeyValueCommandsWriteReadExportAndImport() throws Exception {
    assertThat(kv("put", "a/b", "c")).isEqualTo("Success! Data written to: a/b\n");
    assertThat(kv("get", "a/b")).isEqualTo("c\n");
    var exported = kv("export", "a/");
    assertThat(JsonText.parse(exported).orElseThrow().path(0).path("value").stringValue())
        .isEqualTo("Yw==");
    assertThat(kv("delete", "a/b")).isEqualTo("Success! Deleted key: a/b\n");
    var file = Files.writeString(folder.resolve("export.json"), exported);
    assertThat(kv("import", "@" + file)).isEqualTo("Imported: a/b\n");
    assertThat(kv("get", "a/b")).isEqualTo("c\n");
  }

  private String kv(String verb, String... words) throws Exception {
    var line = new ArrayList<>(List.of("kv", verb, "-http-addr=" + server.httpUri()));
    line.addAll(List.of(words));
    var ended = Console.run(folder, Program.command(), line.toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    return ended.output();
  }
}
