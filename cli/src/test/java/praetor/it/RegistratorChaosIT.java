package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import tools.jackson.databind.JsonNode;

/** Containers that come and go quickly while the way to the Engine breaks again and again. */
@Tag("slow")
@Timeout(900)
class RegistratorChaosIT {
  private static final int STARTS = 300;
  private static final int RUNNING_MAX = 20;
  private static final Duration CATCH_UP_MAX = Duration.ofSeconds(2);

  @TempDir Path folder;

  @Test
  void threeHundredStartsAndKillsEndWithWhatRuns() throws Exception {
    long seed = 4711;
    var random = new Random(seed);
    try (var engine = DockerEngine.startWithPorts();
        var relay = new EngineRelay(engine.host());
        var agent =
            Program.launcher().start(folder, AgentConfig.server(folder, AgentPorts.free()))) {
      agent.awaitLeader();
      engine.image("web", "EXPOSE 80");
      var uri = "consul://127.0.0.1:" + agent.ports().http();
      try (var _ = RunningRegistrator.start(relay.host(), List.of(uri))) {
        var running = new ArrayList<String>();
        for (int i = 0; i < STARTS; i++) {
          engine.docker("run", "-d", "--name", "chaos" + i, "-P", "web", "sleep", "900");
          running.add("chaos" + i);
          while (running.size() > random.nextInt(RUNNING_MAX)) {
            var gone = running.remove(random.nextInt(running.size()));
            engine.docker("kill", gone);
          }
          if (random.nextInt(10) == 0) {
            relay.cut();
          }
        }
        relay.cut();
        var wanted = engine.docker("ps", "--format", "{{.Names}}:80").lines().sorted().toList();
        var api = new Api(agent.httpUri());
        await("seed=" + seed)
            .atMost(CATCH_UP_MAX)
            .untilAsserted(() -> assertThat(registered(api)).isEqualTo(wanted));
      }
    }
  }

  /** Ids without the host. */
  private static List<String> registered(Api api) throws Exception {
    return api.json("/v1/catalog/service/web").values().stream()
        .map((JsonNode s) -> s.path("ServiceID").stringValue())
        .map(id -> id.substring(id.indexOf(':') + 1))
        .sorted()
        .toList();
  }
}
