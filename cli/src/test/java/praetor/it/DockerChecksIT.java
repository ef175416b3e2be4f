package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessLauncher;

/**
 * Checks that run in containers of a real Docker Engine. Outputs: Consul 1.21.4, where not said.
 */
@Timeout(120)
class DockerChecksIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  private static void register(Api api, String id, String container, String args) throws Exception {
    api.accepted(
        "/v1/agent/check/register",
        """
        {"ID":"%s","Name":"%s","DockerContainerID":"%s","Args":%s,"Shell":"/bin/bash",
         "Interval":"1s","Timeout":"5s"}"""
            .formatted(id, id, container, args));
  }

  private static void awaitCheck(Api api, String id, String status, String output) {
    await(id)
        .atMost(SOON)
        .untilAsserted(
            () -> {
              var check = api.json("/v1/agent/checks").path(id);
              assertThat(check.path("Output").stringValue()).isEqualTo(output);
              assertThat(check.path("Status").stringValue()).isEqualTo(status);
              assertThat(check.path("Type").stringValue()).isEqualTo("docker");
            });
  }

  @Test
  void checksRunInTheContainerTheyName() throws Exception {
    try (var engine = DockerEngine.start()) {
      engine.container("c1");
      engine.container("paused");
      engine.docker("pause", "paused");
      var config = AgentConfig.server(folder, AgentPorts.free()).put("enable_script_checks", true);
      var line = new ArrayList<>(List.of("env", "DOCKER_HOST=" + engine.host()));
      line.addAll(Program.launcher().command());
      try (var agent = new ProcessLauncher(line).start(folder, config)) {
        agent.awaitLeader();
        var api = new Api(agent.httpUri());
        register(api, "good", "c1", "[\"echo\",\"hello $PATH\"]");
        // Consul shows standard output alone.
        register(api, "worse", "c1", "[\"sh\",\"-c\",\"echo out; echo err >&2; exit 1\"]");
        register(api, "bad", "c1", "[\"sh\",\"-c\",\"echo two; exit 2\"]");
        register(api, "nowhere", "nope", "[\"true\"]");
        register(api, "held", "paused", "[\"true\"]");
        awaitCheck(api, "good", "passing", "hello $PATH\n");
        awaitCheck(api, "worse", "warning", "out\nerr\n");
        awaitCheck(api, "bad", "critical", "two\n");
        awaitCheck(api, "nowhere", "critical", "create exec failed for unknown container nope");
        awaitCheck(
            api,
            "held",
            "critical",
            "create exec failed since container paused is paused or stopped");
        engine.docker("rm", "-f", "c1");
        awaitCheck(api, "good", "critical", "create exec failed for unknown container c1");
      }
    }
  }
}
