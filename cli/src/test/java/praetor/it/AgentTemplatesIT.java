package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;

/** Templates that an agent renders itself. */
class AgentTemplatesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  private void awaitText(String name, String wanted) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(Files.readString(folder.resolve(name))).as(name).isEqualTo(wanted));
  }

  @Test
  void anAgentRendersItsTemplatesAndRunsTheirCommands() throws Exception {
    Files.writeString(folder.resolve("in.ctmpl"), "a={{ key \"a\" }}\n");
    Files.writeString(folder.resolve("wrong.ctmpl"), "{{ fail \"no\" }}");
    var more = folder.resolve("more.hcl");
    Files.writeString(
        more,
        "template { source = \"%1$s/in.ctmpl\" destination = \"%1$s/second\" }".formatted(folder));
    var config = AgentConfig.server(folder, AgentPorts.free());
    var templates = config.putObject("templates");
    templates.putArray("config").add(more.toString());
    var render = templates.putArray("render");
    render.add("%1$s/wrong.ctmpl:%1$s/wrong".formatted(folder));
    render.add("%1$s/in.ctmpl:%1$s/out:cat %1$s/out >> %1$s/reloads".formatted(folder));
    try (var agent = Program.launcher().start(folder, config)) {
      var api = new Api(agent.httpUri());
      await().atMost(PATIENCE).untilAsserted(() -> api.accepted("/v1/kv/a", "1"));
      awaitText("reloads", "a=1\n");
      awaitText("second", "a=1\n");
      api.accepted("/v1/kv/a", "2");
      awaitText("reloads", "a=1\na=2\n");

      Files.writeString(folder.resolve("in.ctmpl"), "b={{ key \"a\" }}\n");
      api.accepted("/v1/agent/reload", "");
      awaitText("second", "b=2\n");

      Files.writeString(more, "template { source = ");
      api.accepted("/v1/agent/reload", "");
      api.accepted("/v1/kv/a", "3");
      awaitText("second", "b=3\n");
      assertThat(folder.resolve("wrong")).doesNotExist();
    }
  }
}
