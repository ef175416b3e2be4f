package praetor.agent.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.docker.DockerClient;
import praetor.docker.DockerHost;
import praetor.testkit.docker.FakeEngine;

/** Against an Engine that is not one. Texts: Consul 1.21.4 with a fake Engine and Docker 20.10. */
@Timeout(30)
class DockerCheckIT {
  private FakeEngine engine;
  private DockerClient client;

  @BeforeEach
  void start() throws IOException {
    engine = FakeEngine.start();
    client = new DockerClient(new DockerHost(engine.uri()));
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    engine.close();
  }

  private CheckKind.Probe probe(String container, String more, int outputMaxBytes) {
    var check =
        Checks.of(
            "{'DockerContainerID': '"
                + container
                + "', 'Args': ['a', 'b'], 'Interval': '1s'"
                + more
                + "}");
    var kind = new DockerCheck(() -> client);
    assertThat(kind.appliesTo(check)).isTrue();
    return kind.probe(check, outputMaxBytes);
  }

  private CheckResult run(String container) throws InterruptedException {
    return probe(container, "", 4_096).run();
  }

  @Test
  void theExitCodeJudgesAndBothStreamsAreTheOutput() throws Exception {
    engine.container("good", 0, "fine\n", "");
    engine.container("worse", 1, "out\n", "err\n");
    engine.container("bad", 2, "", "broken\n");
    assertThat(run("good")).isEqualTo(CheckResult.passing("fine\n"));
    assertThat(run("worse")).isEqualTo(CheckResult.warning("out\nerr\n"));
    assertThat(run("bad")).isEqualTo(CheckResult.critical("broken\n"));
    assertThat(engine.commands()).containsOnly(List.of("a", "b"));
  }

  @Test
  void theEndOfALongOutputIsKept() throws Exception {
    engine.container("long", 0, "0123456789", "abc");
    assertThat(probe("long", "", 5).run())
        .isEqualTo(CheckResult.passing("Captured 5 of 13 bytes\n...\n89abc"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/containers/c/exec|404|create exec failed for unknown container c",
        "/containers/c/exec|409|create exec failed since container c is paused or stopped",
        "/containers/c/exec|500|create exec failed for container c with status 500: {\"m\"}",
        "/exec/exec1/start|409|start exec failed since container c is paused or stopped",
        "/exec/exec1/start|500|start exec failed for container c with status 500: {\"m\"}",
        "/exec/exec1/json|500|inspect exec failed for container c with status 500: {\"m\"}"
      })
  void aRefusalIsSaidInTheOutput(String path, int status, String output) throws Exception {
    engine.container("c", 0, "", "");
    engine.refuse(path, status, "{\"m\"}");
    assertThat(run("c")).isEqualTo(CheckResult.critical(output));
  }

  @Test
  void anAnswerThatIsNoJsonIsSaidInTheOutput() throws Exception {
    engine.refuse("/containers/c/exec", 201, "{not");
    assertThat(run("c").output())
        .startsWith("create exec response for container c cannot be parsed: invalid character 'n'");
  }

  @Test
  void anEngineThatIsNotThereIsSaidInTheOutput() throws Exception {
    engine.close();
    assertThat(run("c").status()).isEqualTo("critical");
    assertThat(run("c").output())
        .startsWith("create exec failed for container c: dial tcp 127.0.0.1:")
        .contains("refused");
  }

  @Test
  void aWrongAddressOfTheEngineIsSaidInTheOutput() throws Exception {
    var kind = new DockerCheck(new LocalEngine(Map.of("DOCKER_HOST", "ssh://x")));
    var check = Checks.of("{'DockerContainerID': 'c', 'Args': ['a'], 'Interval': '1s'}");
    assertThat(kind.probe(check, 100).run())
        .isEqualTo(
            CheckResult.critical(
                "DOCKER_HOST must be unix:///path or tcp://host:port, not \"ssh://x\""));
  }

  @Test
  void aCommandThatTakesTooLongFailsAndIsNotStartedAgainWhileItRuns() throws Exception {
    var end = new CountDownLatch(1);
    engine.slowContainer("slow", end);
    var probe = probe("slow", ", 'Timeout': '2s'", 4_096);
    // Time enough for a busy machine to begin the command.
    assertThat(probe.run()).isEqualTo(CheckResult.critical("Timed out (2s) running check"));
    assertThat(probe.run())
        .isEqualTo(
            CheckResult.critical(
                "Timed out (2s) running check, which still runs in container slow"));
    assertThat(engine.commands()).hasSize(1);
    end.countDown();
    await().until(probe::run, CheckResult.passing("at last")::equals);
  }
}
