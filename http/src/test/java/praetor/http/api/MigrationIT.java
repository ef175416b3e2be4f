package praetor.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessAgent;
import praetor.testkit.agent.ProcessLauncher;
import praetor.testkit.net.RawHttp;
import praetor.testkit.net.RawRequest;
import tools.jackson.databind.node.ObjectNode;

/**
 * Agents of ours and of the real Consul that CONSUL_BIN names in one datacenter: its clients at our
 * servers, our clients at its servers, and no servers of both kinds.
 */
@EnabledIfEnvironmentVariable(
    named = "CONSUL_BIN",
    matches = ".+",
    disabledReason = "CONSUL_BIN names no Consul to live with")
class MigrationIT {
  private static final Duration SOON = Duration.ofSeconds(40);

  @TempDir Path folder;
  private ProcessAgent consul;
  private InProcessAgent praetor;

  @AfterEach
  void stop() {
    praetor.close();
    consul.close();
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
      consul = launcher().start(folder, server);
      praetor = InProcessAgent.start(folder, client);
    } else {
      praetor = InProcessAgent.start(folder, server);
      consul = launcher().start(folder, client);
    }
    eventually(() -> put("/v1/kv/ready", "yes"));
    eventually(() -> praetor.put("/v1/kv/ready", "yes").status() == 200);
  }

  private static ProcessLauncher launcher() {
    return ProcessLauncher.consul().orElseThrow();
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

  private static void eventually(Callable<Boolean> condition) {
    await().atMost(SOON).pollInterval(Duration.ofMillis(50)).ignoreExceptions().until(condition);
  }

  @Test
  void aClientOfConsulLivesAtOurServer() throws Exception {
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

  @Test
  void aClientOfOursLivesAtAServerOfConsul() throws Exception {
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

  @Test
  void aServerOfOursStaysAwayFromServersOfConsul() throws Exception {
    var ports = AgentPorts.free();
    consul = launcher().start(folder, config("server", ports, true));
    consul.awaitLeader();
    praetor = InProcessAgent.start(folder, config("other", AgentPorts.free(), true));
    var answer = praetor.put("/v1/agent/join/127.0.0.1:" + ports.serfLan(), "");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).contains("is a server of Consul");
    assertThat(get("/v1/agent/members")).doesNotContain("other");
  }
}
