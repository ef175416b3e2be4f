package praetor.http.api;

import java.net.URI;
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
                }));
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

  @TestFactory
  Stream<DynamicNode> answersAsRecorded() {
    return HttpVectors.tests(uri, SCENARIOS);
  }
}
