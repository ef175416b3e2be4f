package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ChildProcess;
import praetor.testkit.agent.ProcessAgent;

/** The command {@code lock} keeps others out, and ends its program with all that it started. */
@Timeout(120)
class LocksIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir static Path agentFolder;
  private static ProcessAgent agent;

  @TempDir Path folder;
  private final List<ChildProcess> commands = new ArrayList<>();

  @BeforeAll
  static void startAgent() throws Exception {
    var config = AgentConfig.server(agentFolder, AgentPorts.free());
    agent = Program.launcher().start(agentFolder, config);
    agent.awaitLeader();
  }

  @AfterAll
  static void stopAgent() {
    agent.close();
  }

  @AfterEach
  void endCommands() {
    for (var command : commands) {
      var below = command.process().descendants().toList();
      command.close();
      below.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** A command at work, its output in a file of that name. */
  private ChildProcess start(String name, String... words) throws IOException {
    var line = new ArrayList<>(Program.command());
    line.addAll(List.of(words));
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("CONSUL_HTTP_ADDR", agent.httpUri().getAuthority());
    builder.environment().put("SHELL", "/bin/sh");
    builder.redirectOutput(file(name)).redirectInput(new File("/dev/null"));
    var command = ChildProcess.start(builder);
    commands.add(command);
    return command;
  }

  private File file(String name) {
    return folder.resolve(name).toFile();
  }

  private String output(String name) {
    try {
      return Files.readString(file(name).toPath(), StandardCharsets.UTF_8);
    } catch (IOException missing) {
      return "";
    }
  }

  private void awaitOutput(String name, String text) {
    await().atMost(PATIENCE).until(() -> output(name).contains(text));
  }

  private static int exitCode(ChildProcess command) throws InterruptedException {
    assertThat(command.awaitExit(PATIENCE)).as("ended").isTrue();
    return command.process().exitValue();
  }

  private static void destroySessionOf(String key) throws IOException {
    var api = new Api(agent.httpUri());
    var session = api.json("/v1/kv/" + key).get(0).get("Session").asString();
    api.accepted("/v1/session/destroy/" + session, "");
  }

  @Test
  void aSecondHolderWaitsForTheFirst() throws Exception {
    var first = start("first", "lock", "a", "echo begin; read x < " + gate() + "; echo end");
    awaitOutput("first", "begin");
    var second = start("second", "lock", "-verbose", "a", "echo mine");
    awaitOutput("second", "Attempting lock acquisition");
    var third = start("third", "lock", "-timeout=300ms", "a", "echo never");
    assertThat(exitCode(third)).isEqualTo(1);
    assertThat(output("third"))
        .isEqualTo("Shutdown triggered or timeout during lock acquisition\n");
    assertThat(output("second")).doesNotContain("Starting handler");
    openGate();
    assertThat(exitCode(first)).isZero();
    assertThat(exitCode(second)).isZero();
    assertThat(output("second")).contains("Starting handler\nmine\nChild terminated");
  }

  @Test
  void aSemaphoreHasRoomForSoMany() throws Exception {
    start("first", "lock", "-n=2", "s", "echo begin; exec sleep 600");
    start("second", "lock", "-n=2", "s", "echo begin; exec sleep 600");
    awaitOutput("first", "begin");
    awaitOutput("second", "begin");
    assertThat(exitCode(start("third", "lock", "-n=2", "-timeout=300ms", "s", "echo no")))
        .isEqualTo(1);
    assertThat(exitCode(start("other", "lock", "-n=3", "s", "echo no"))).isEqualTo(1);
    assertThat(output("other"))
        .isEqualTo("Lock acquisition failed: semaphore limit conflict (lock: 2, local: 3)\n");
    assertThat(exitCode(start("plain", "lock", "s", "echo no"))).isEqualTo(1);
    assertThat(output("plain"))
        .isEqualTo("Lock acquisition failed: Existing key does not match lock use\n");
    for (var holder : List.copyOf(commands).subList(0, 2)) {
      holder.interrupt();
      assertThat(exitCode(holder)).isZero();
    }
    assertThat(new Api(agent.httpUri()).get("/v1/kv/s?keys").status()).isEqualTo(404);
  }

  @Test
  void aLostLockEndsTheProgramAndWhatItStarted() throws Exception {
    var pids = folder.resolve("pids");
    var script =
        "sleep 600 & echo $! > " + pids + ".part; mv " + pids + ".part " + pids + "; sleep 600";
    var command = start("lost", "lock", "-verbose", "-child-exit-code", "l", script);
    await().atMost(PATIENCE).until(() -> Files.exists(pids));
    long grandchild = Long.parseLong(Files.readString(pids).strip());
    destroySessionOf("l/.lock");
    assertThat(exitCode(command)).isZero();
    assertThat(output("lost"))
        .containsSubsequence(
            "Starting handler\n",
            "Lock lost, killing child\n",
            "Terminating child pid ",
            "Child terminated\n",
            "Cleanup succeeded\n")
        .contains("Error running handler: signal: terminated\n");
    await()
        .atMost(PATIENCE)
        .until(() -> ProcessHandle.of(grandchild).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void aSignalToTheCommandReachesTheProgram() throws Exception {
    var script = "trap 'echo got; exit 7' INT; echo begin; while :; do sleep 0.1; done";
    var command = start("signal", "lock", "-verbose", "i", script);
    awaitOutput("signal", "begin");
    command.interrupt();
    assertThat(exitCode(command)).isZero();
    assertThat(output("signal"))
        .contains("Shutdown triggered, killing child\n")
        .contains("got\n")
        .contains("Error running handler: exit status 7\n");
  }

  @Test
  void theKeyOfSomethingElseIsNoLock() throws Exception {
    new Api(agent.httpUri()).accepted("/v1/kv/k/.lock", "value");
    assertThat(exitCode(start("key", "lock", "k", "echo no"))).isEqualTo(1);
    assertThat(output("key"))
        .isEqualTo("Lock acquisition failed: Existing key does not match lock use\n");
  }

  /** A pipe on which a script waits. */
  private Path gate() throws IOException, InterruptedException {
    var gate = folder.resolve("gate");
    new ProcessBuilder("mkfifo", gate.toString()).start().waitFor();
    return gate;
  }

  private void openGate() throws IOException {
    Files.writeString(folder.resolve("gate"), "go\n");
  }
}
