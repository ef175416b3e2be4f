package praetor.testkit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.net.RawHttp;
import praetor.testkit.net.RawRequest;
import tools.jackson.databind.node.ObjectNode;

class ProcessAgentIT {
  private static final ProcessLauncher LAUNCHER =
      new ProcessLauncher(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              TinyAgent.class.getName()));

  @TempDir Path folder;

  @Test
  void answersOnceItIsStarted() throws Exception {
    try (var agent = LAUNCHER.start(folder, config())) {
      agent.awaitLeader();
      var http = new RawHttp(agent.httpUri(), Duration.ofSeconds(5));
      assertThat(http.send(RawRequest.of("GET", "/")).status()).isEqualTo(200);
      assertThat(agent.isAlive()).isTrue();
      assertThat(agent.log()).containsExactly("start number 1");
    }
  }

  @Test
  void closingEndsIt() throws Exception {
    var agent = LAUNCHER.start(folder, config());
    var process = ProcessHandle.of(agent.pid()).orElseThrow();
    agent.close();
    assertThat(process.isAlive()).isFalse();
    assertThat(agent.isAlive()).isFalse();
  }

  @Test
  void signalsLetItSayGoodbyeButKillDoesNot() throws Exception {
    try (var agent = LAUNCHER.start(folder, config())) {
      agent.interrupt();
      assertThat(agent.log()).containsExactly("start number 1", "goodbye");
      agent.restart();
      agent.terminate();
      assertThat(agent.log()).endsWith("start number 2", "goodbye");
      agent.restart();
      agent.kill9();
      assertThat(agent.log()).endsWith("start number 3");
    }
  }

  @Test
  void restartsWithTheSameDataAndPorts() throws Exception {
    try (var agent = LAUNCHER.start(folder, config())) {
      var before = agent.pid();
      assertThatIllegalStateException().isThrownBy(agent::restart);
      agent.kill9();
      agent.restart();
      assertThat(agent.pid()).isNotEqualTo(before);
      assertThat(agent.log()).contains("start number 2");
    }
  }

  @Test
  void anAgentThatEndsShowsItsLog() {
    assertThatThrownBy(() -> LAUNCHER.start(folder, config().put("broken", true)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ended with exit code 7")
        .hasMessageEndingWith("start number 1\ncannot start");
  }

  private ObjectNode config() {
    return AgentConfig.server(folder, AgentPorts.free());
  }
}
