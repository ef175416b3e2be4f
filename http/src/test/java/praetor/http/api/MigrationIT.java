package praetor.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static praetor.http.api.RunningAgents.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessAgent;
import praetor.testkit.agent.ProcessLauncher;
import praetor.testkit.net.RawHttp;
import praetor.testkit.net.RawRequest;
import praetor.testkit.net.RawResponse;
import tools.jackson.databind.node.ObjectNode;

/**
 * Agents of ours and of a real Consul in one datacenter: its clients at our servers, our clients at
 * its servers, and no servers of both kinds. CONSUL_BIN names the Consul we answer like,
 * CONSUL_110_BIN the oldest whose agents may come over, 1.10.
 */
class MigrationIT {
  private static final String QUERY = "{\"Name\": \"webs\", \"Service\": {\"Service\": \"web\"}}";

  /** What else an agent asks its servers for. */
  private static final List<String> READS =
      List.of(
          "/v1/catalog/datacenters",
          "/v1/catalog/nodes",
          "/v1/catalog/services",
          "/v1/catalog/service/web",
          "/v1/catalog/node/client",
          "/v1/health/state/any",
          "/v1/health/checks/web",
          "/v1/health/service/web?near=_agent",
          "/v1/coordinate/nodes",
          "/v1/session/list",
          "/v1/connect/ca/roots",
          "/v1/agent/connect/ca/leaf/web",
          "/v1/status/peers",
          "/v1/operator/raft/configuration",
          "/v1/operator/autopilot/configuration",
          "/v1/operator/autopilot/health");

  @TempDir Path folder;
  private Version version = Version.NEW;
  private final List<Runnable> running = new ArrayList<>();
  private ProcessAgent consul;
  private InProcessAgent praetor;

  /** The Consuls to live with, and the variables that name their programs. */
  enum Version {
    NEW("CONSUL_BIN"),
    OLD("CONSUL_110_BIN");

    private final String variable;

    Version(String variable) {
      this.variable = variable;
    }
  }

  private void choose(Version chosen) {
    Assumptions.assumeThat(ProcessLauncher.named(chosen.variable))
        .as(chosen.variable + " names no Consul to live with")
        .isPresent();
    version = chosen;
  }

  @AfterEach
  void stop() {
    running.reversed().forEach(Runnable::run);
  }

  private ObjectNode config(String name, AgentPorts ports, boolean server) throws IOException {
    var own = Files.createDirectories(folder.resolve(name));
    var config = AgentConfig.server(own, ports).put("node_name", name);
    if (!server) {
      config.put("server", false).remove("bootstrap");
    }
    return config;
  }

  private void start(boolean consulServes) throws Exception {
    var ports = AgentPorts.free();
    var client = config("client", AgentPorts.free(), false);
    client.putArray("retry_join").add("127.0.0.1:" + ports.serfLan());
    client.put("retry_interval", "1s");
    var server = config("server", ports, true);
    if (consulServes) {
      startConsul(server);
      startPraetor(client);
    } else {
      startPraetor(server);
      startConsul(client);
    }
    eventually(() -> put("/v1/kv/ready", "yes"));
    eventually(() -> praetor.put("/v1/kv/ready", "yes").status() == 200);
  }

  private void startConsul(ObjectNode config) throws Exception {
    if (version == Version.OLD) {
      // A key of later versions.
      ((ObjectNode) config.path("ports")).remove("grpc_tls");
    }
    consul = ProcessLauncher.named(version.variable).orElseThrow().start(folder, config);
    running.add(consul::close);
  }

  private void startPraetor(ObjectNode config) throws Exception {
    praetor = InProcessAgent.start(folder, config);
    running.add(praetor::close);
  }

  private RawHttp http() {
    return new RawHttp(
        URI.create("http://127.0.0.1:" + consul.ports().http()), Duration.ofSeconds(60));
  }

  private boolean put(String target, String body) throws IOException {
    return http().send(RawRequest.of("PUT", target).body(body)).status() == 200;
  }

  private String get(String target) throws IOException {
    return http().send(RawRequest.of("GET", target)).text();
  }

  @ParameterizedTest
  @EnumSource
  void aClientOfConsulLivesAtOurServer(Version chosen) throws Exception {
    choose(chosen);
    start(false);
    assertThat(put("/v1/kv/app/x?flags=42", "hello")).isTrue();
    assertThat(praetor.get("/v1/kv/app/x?raw").text()).isEqualTo("hello");
    assertThat(get("/v1/kv/?keys")).contains("app/x");
    put(
        "/v1/agent/service/register",
        "{\"Name\": \"web\", \"Port\": 80, \"Check\": {\"TTL\": \"1h\", \"Status\": \"passing\"}}");
    eventually(() -> praetor.json("/v1/health/service/web?passing").size() == 1);
    // This read comes over gRPC, and wakes by an event.
    var waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return get("/v1/health/service/web?cached&index=1&wait=30s");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    assertThat(waiting.get(40, TimeUnit.SECONDS)).contains("\"web\"");
    for (var target : READS) {
      assertThat(http().send(RawRequest.of("GET", target)).status()).as(target).isEqualTo(200);
    }
    assertThat(put("/v1/txn", "[{\"KV\": {\"Verb\": \"get\", \"Key\": \"app/x\"}}]")).isTrue();
    assertThat(http().send(RawRequest.of("POST", "/v1/query").body(QUERY)).status()).isEqualTo(200);
    assertThat(get("/v1/query/webs/execute")).contains("\"web\"");
    put("/v1/agent/check/fail/service:web", "");
    eventually(() -> get("/v1/health/service/web?passing").strip().equals("[]"));
    assertThat(put("/v1/session/create", "{\"TTL\": \"30s\"}")).isTrue();
    assertThat(put("/v1/event/fire/deploy", "now")).isTrue();
    eventually(() -> praetor.json("/v1/event/list?name=deploy").size() == 1);
    var archive = http().send(RawRequest.of("GET", "/v1/snapshot")).body();
    assertThat(archive.length).isGreaterThan(500);
    consul.kill9();
    eventually(
        () -> {
          for (var check : praetor.json("/v1/health/node/client")) {
            if (check.path("CheckID").asString().equals("serfHealth")) {
              return check.path("Status").asString().equals("critical");
            }
          }
          return false;
        });
  }

  private RawResponse send(String method, String target, String body) throws IOException {
    return http().send(RawRequest.of(method, target).body(body));
  }

  @Test
  void aClientOfConsulIsToldWhatServersOfConsulTell() throws Exception {
    choose(Version.NEW);
    start(false);
    var proxy =
        "{\"Name\": \"web-proxy\", \"Kind\": \"connect-proxy\", \"Port\": 81, \"Proxy\":"
            + " {\"DestinationServiceName\": \"web\", \"Upstreams\": [{\"DestinationName\":"
            + " \"db\", \"LocalBindPort\": 1234}]}}";
    put("/v1/agent/service/register", "{\"Name\": \"web\", \"Port\": 80}");
    put("/v1/agent/service/register", "{\"Name\": \"db\", \"Port\": 90}");
    assertThat(put("/v1/agent/service/register", proxy)).isTrue();
    eventually(() -> praetor.json("/v1/catalog/service/web-proxy").size() == 1);
    assertThat(get("/v1/internal/ui/service-topology/web?kind="))
        .startsWith(
            "{\"Protocol\":\"tcp\",\"TransparentProxy\":false,\"Upstreams\":[{\"Name\":\"db\"")
        .endsWith("\"Downstreams\":[],\"FilteredByACLs\":false}");
    assertThat(get("/v1/internal/ui/service-topology/db?kind="))
        .contains("\"Downstreams\":[{\"Name\":\"web\"");
    assertThat(get("/v1/internal/ui/gateway-intentions/none")).isEqualTo("[]");
    assertThat(get("/v1/internal/ui/exported-services")).endsWith("must provide PeerName");
    assertThat(get("/v1/connect/intentions")).isEqualTo("[]");
    assertThat(get("/v1/connect/intentions/match?by=source&name=web")).isEqualTo("{\"web\":null}");
    var uri = "spiffe://11111111-2222-3333-4444-555555555555.consul/ns/default/dc/dc1/svc/x";
    var asked = "{\"Target\": \"web\", \"ClientCertURI\": \"" + uri + "\"}";
    assertThat(send("POST", "/v1/agent/connect/authorize", asked).text())
        .contains("\"Authorized\":true");
    assertThat(send("POST", "/v1/operator/raft/transfer-leader", "").text())
        .isEqualTo("cannot find peer");
    assertThat(send("POST", "/v1/operator/raft/transfer-leader?id=none", "").text())
        .isEqualTo("Could not find address for server id none");
    assertThat(get("/v1/peering/none")).isEqualTo("Peering not found for \"none\"");
    assertThat(get("/v1/catalog/node-services/client?filter=Port==9")).endsWith("\"Services\":[]}");
    assertThat(send("PUT", "/v1/txn", "[{\"KV\": {\"Verb\": \"delete\", \"Key\": \"x\"}}]").text())
        .isEqualTo("{\"Results\":[],\"Errors\":null}");
    var exported =
        "{\"Kind\": \"exported-services\", \"Name\": \"default\", \"Services\": [{\"Name\":"
            + " \"web\", \"Consumers\": [{\"Peer\": \"east\"}]}]}";
    assertThat(praetor.put("/v1/config", exported).status()).isEqualTo(200);
    assertThat(get("/v1/exported-services"))
        .isEqualTo("[{\"Service\":\"web\",\"Consumers\":{\"Peers\":[\"east\"]}}]");
  }

  @Test
  void aClientOfOursNamesItsDatacenterInTransactions() throws Exception {
    choose(Version.NEW);
    start(true);
    var node =
        "{\"Node\": {\"Verb\": \"set\", \"Node\": {\"Node\": \"n\", \"Address\": \"10.0.0.1\"}}}";
    assertThat(praetor.put("/v1/txn", "[{}, " + node + "]").status()).isEqualTo(200);
    assertThat(get("/v1/catalog/node/n")).contains("\"Datacenter\":\"dc1\"");
  }

  @ParameterizedTest
  @EnumSource
  void aClientOfOursLivesAtAServerOfConsul(Version chosen) throws Exception {
    choose(chosen);
    start(true);
    assertThat(praetor.put("/v1/kv/app/x?flags=42", "hello").text().strip()).isEqualTo("true");
    assertThat(get("/v1/kv/app/x?raw")).isEqualTo("hello");
    praetor.put(
        "/v1/agent/service/register",
        "{\"Name\": \"web\", \"Port\": 80, \"Check\": {\"TTL\": \"1h\", \"Status\": \"passing\"}}");
    eventually(() -> get("/v1/health/service/web?passing").contains("\"web\""));
    assertThat(praetor.json("/v1/health/service/web").size()).isEqualTo(1);
    assertThat(praetor.put("/v1/session/create", "{\"TTL\": \"30s\"}").status()).isEqualTo(200);
    assertThat(praetor.json("/v1/agent/members").size()).isEqualTo(2);
    assertThat(praetor.get("/v1/snapshot").body().length).isGreaterThan(500);
    praetor.leave();
    eventually(() -> get("/v1/catalog/node/client").strip().equals("null"));
  }

  @ParameterizedTest
  @EnumSource
  void aServerOfOursStaysAwayFromServersOfConsul(Version chosen) throws Exception {
    choose(chosen);
    var ports = AgentPorts.free();
    startConsul(config("server", ports, true));
    consul.awaitLeader();
    startPraetor(config("other", AgentPorts.free(), true));
    var answer = praetor.put("/v1/agent/join/127.0.0.1:" + ports.serfLan(), "");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).contains("is a server of Consul");
    assertThat(get("/v1/agent/members")).doesNotContain("other");
  }
}
