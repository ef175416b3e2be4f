package praetor.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.agent.Agent;
import praetor.agent.config.ConfigInput;
import praetor.agent.config.ConfigLoader;
import praetor.agent.config.Host;
import praetor.agent.config.Settings;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.vectors.http.HttpVectors;

/** The agent's endpoints answer as recorded from Consul, with a whole server behind them. */
class AgentVectorsIT {
  private static final List<String> SCENARIOS =
      List.of(
          "agent-service",
          "agent-service-errors",
          "agent-checks",
          "agent-check-run",
          "agent-ttl",
          "agent-health",
          "agent-maintenance",
          "agent-hash-blocking",
          "agent-misc",
          "agent-connect");

  @TempDir static Path folder;

  private static Agent agent;
  private static HttpListeners listeners;
  private static URI uri;

  @BeforeAll
  static void start() throws Exception {
    var ports = AgentPorts.free();
    var file = folder.resolve("config.json");
    Files.writeString(file, HttpVectors.config(HttpVectors.PLAIN, folder, ports).toString());
    var input =
        new ConfigInput(
            false,
            new Settings(Map.of()),
            List.of(file.toString()),
            Optional.empty(),
            List.of(),
            Host.local());
    var nothing = (Runnable) () -> {};
    agent =
        Agent.start(
            ConfigLoader.load(input).config(),
            new Agent.Host(
                nothing,
                nothing,
                why -> {
                  throw new AssertionError(why);
                },
                () -> false));
    AgentLogTail silent = (_, _, _) -> () -> {};
    var build = new AgentBuild("0.1.0", "", "2026-01-01T00:00:00Z");
    listeners = HttpListeners.start(agent, new HttpApi(agent, silent, build));
    uri = URI.create("http://127.0.0.1:" + ports.http());
    HttpVectors.awaitReady(uri, Optional.empty());
  }

  @AfterAll
  static void stop() {
    listeners.close();
    agent.close();
  }

  /** Source: Consul 1.21.4. */
  @ParameterizedTest
  @CsvSource({
    "GET, /v1/agent/members, 400",
    "PUT, /v1/agent/join/1, 400",
    "PUT, /v1/agent/force-leave/nobody, 400",
    "GET, /v1/agent/connect/ca/roots, 200",
    "GET, /v1/connect/ca/configuration, 200"
  })
  void partitionsAreRefusedWhereConsulRefusesThem(String method, String path, int status)
      throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(uri.resolve(path + "?partition=x"))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(status);
    }
  }

  @TestFactory
  Stream<DynamicNode> answersAsRecorded() {
    return HttpVectors.tests(uri, SCENARIOS);
  }
}
