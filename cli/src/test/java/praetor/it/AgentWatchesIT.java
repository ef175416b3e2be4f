package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessAgent;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The watches of an agent's configuration call their handlers, and leave nothing behind. */
@Timeout(120)
class AgentWatchesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path folder;
  private ObjectNode config;
  private ArrayNode watches;
  private ProcessAgent agent;
  private int changes;

  @BeforeEach
  void configure() {
    config = AgentConfig.server(folder, AgentPorts.free()).put("disable_remote_exec", false);
    watches = config.putArray("watches");
  }

  @AfterEach
  void stop() throws IOException {
    if (agent != null) {
      agent.close();
    }
    for (var pids : lines("pids")) {
      for (var pid : pids.split(" ")) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  private Api start() throws Exception {
    agent = Program.launcher().start(folder, config);
    agent.awaitLeader();
    return new Api(agent.httpUri());
  }

  /** Adds a watch of a key whose handler adds lines to a file. */
  private ObjectNode watchKey(String key, String file) {
    var watch = watches.addObject().put("type", "key").put("key", key);
    return watch.put("handler", "cat >> " + folder.resolve(file));
  }

  private List<String> lines(String file) throws IOException {
    var path = folder.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path) : List.of();
  }

  private void awaitLines(String file, int count) {
    await().atMost(PATIENCE).until(() -> lines(file).size() >= count);
  }

  @Test
  void handlersRunAtTheStartAtChangesAndAfterReloadsAsTheyAreTold() throws Exception {
    watchKey("a", "usual");
    watchKey("a", "later").put("on_start", false);
    watchKey("a", "change").put("only_on_change", true);
    var api = start();
    awaitLines("usual", 1);
    awaitLines("change", 1);
    assertThat(lines("usual")).containsExactly("null");
    changeUntilSeen(api, "later");
    int before = lines("usual").size();
    api.accepted("/v1/agent/reload", "");
    awaitLines("usual", before + 1);
    changeUntilSeen(api, "later");
    for (var file : List.of("later", "change")) {
      assertThat(lines(file)).as(file).doesNotHaveDuplicates();
    }
    assertThat(lines("later")).doesNotContain("null");
  }

  /**
   * Changes the key until a handler that does not run at the start has run: nothing tells before
   * that its watch has begun, and what it sees first it keeps to itself.
   */
  private void changeUntilSeen(Api api, String file) throws IOException {
    int before = lines(file).size();
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              if (lines(file).size() > before) {
                return true;
              }
              change(api);
              return false;
            });
  }

  /** Gives the key a new value, which reaches the other handlers. */
  private void change(Api api) throws IOException {
    changes++;
    api.accepted("/v1/kv/a", String.valueOf(changes));
    var bytes = String.valueOf(changes).getBytes(StandardCharsets.UTF_8);
    var value = "\"Value\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"";
    for (var other : List.of("usual", "change")) {
      await().atMost(PATIENCE).until(() -> lines(other).getLast().contains(value));
    }
  }

  @Test
  void eventsReachTheirWatchOnce() throws Exception {
    var script = "cat >> " + folder.resolve("events");
    watches.addObject().put("type", "event").put("handler", script);
    var api = start();
    awaitLines("events", 1);
    api.accepted("/v1/event/fire/one", "x");
    awaitLines("events", 2);
    api.accepted("/v1/event/fire/two", "y");
    awaitLines("events", 3);
    assertThat(lines("events").get(1)).contains("\"Name\":\"one\"").doesNotContain("two");
    assertThat(lines("events").get(2)).contains("\"Name\":\"two\"").doesNotContain("one");
  }

  @Test
  void aHandlerThatHangsIsKilledWithItsChildrenAtItsTimeoutAndWithTheAgent() throws Exception {
    var script = "sleep 600 & echo $$ $! >> " + folder.resolve("pids") + "; sleep 600";
    var hung = watches.addObject().put("type", "key").put("key", "a");
    hung.put("handler", script).put("timeout", "500ms");
    var api = start();
    awaitLines("pids", 1);
    awaitGone(lines("pids").getFirst());
    api.accepted("/v1/kv/a", "1");
    awaitLines("pids", 2);
    agent.terminate();
    awaitGone(lines("pids").get(1));
  }

  private static void awaitGone(String pids) {
    for (var pid : pids.split(" ")) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isEmpty());
    }
  }

  @Test
  void anEndpointGetsTheResultWithItsHeaders() throws Exception {
    var calls = new CopyOnWriteArrayList<String>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, calls));
    server.start();
    try {
      var watch =
          watches.addObject().put("type", "key").put("key", "a").put("handler_type", "http");
      var endpoint = watch.putObject("http_handler_config").put("method", "PUT");
      endpoint.put("path", "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?x=1");
      endpoint.putObject("header").putArray("X-Mine").add("b").add("c");
      start().accepted("/v1/kv/a", "1");
      await().atMost(PATIENCE).until(() -> calls.stream().anyMatch(c -> c.contains("MQ==")));
      assertThat(calls.getLast())
          .startsWith("PUT /hook?x=1 application/json [b, c] ")
          .contains("{\"Key\":\"a\",\"CreateIndex\":");
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, List<String> calls) throws IOException {
    var headers = exchange.getRequestHeaders();
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    calls.add(
        "%s %s %s %s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                headers.getFirst("Content-Type"),
                headers.get("X-Mine"),
                headers.getFirst("X-Consul-Index"),
                body));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  @Test
  void aCommandRunsOnTheNodeThatAllowsIt() throws Exception {
    start();
    var line = new ArrayList<>(Program.command());
    line.addAll(List.of("exec", "-wait=500ms", "echo $((40+2)); exit 3"));
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("CONSUL_HTTP_ADDR", agent.httpUri().getAuthority());
    var exec = builder.start();
    exec.getOutputStream().close();
    var output = new String(exec.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(exec.waitFor()).isEqualTo(2);
    assertThat(output)
        .contains("    n1: 42\n")
        .contains("==> n1: finished with exit code 3\n")
        .endsWith("1 / 1 node(s) completed / acknowledged\n");
  }
}
