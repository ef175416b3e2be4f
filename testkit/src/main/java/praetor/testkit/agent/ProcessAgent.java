package praetor.testkit.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import praetor.testkit.net.RawHttp;
import praetor.testkit.net.RawRequest;
import praetor.testkit.net.RawResponse;
import tools.jackson.databind.node.ObjectNode;

/**
 * An agent in a process of its own; it can be killed and started again on the same data and ports.
 *
 * <p>Its log, standard output and error together, goes to {@code agent.log} in its folder and grows
 * over restarts. Owned by the thread of the test that started it.
 */
public final class ProcessAgent implements RunningAgent {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Duration STOP_MAX = Duration.ofSeconds(30);
  private static final Duration LEADER_MAX = Duration.ofSeconds(60);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final long PAUSE_MS = 50;
  private static final int LOG_TAIL_LINES = 40;

  private final List<String> commandLine;
  private final Path folder;
  private final AgentPorts ports;
  private final URI httpUri;
  private final RawHttp http;
  private ChildProcess child;

  private ProcessAgent(
      List<String> commandLine, Path folder, AgentPorts ports, URI httpUri, ChildProcess child) {
    this.commandLine = commandLine;
    this.folder = folder;
    this.ports = ports;
    this.httpUri = httpUri;
    this.child = child;
    this.http = new RawHttp(httpUri, ANSWER_MAX);
  }

  static ProcessAgent start(List<String> commandLine, Path folder, ObjectNode config)
      throws IOException, InterruptedException {
    var agent =
        new ProcessAgent(
            commandLine,
            folder,
            AgentPorts.of(config),
            httpUri(config),
            launch(commandLine, folder));
    agent.awaitAnswer();
    return agent;
  }

  /** Where the agent of a configuration answers: on loopback, or on the unix socket it names. */
  private static URI httpUri(ObjectNode config) {
    var address = config.path("addresses").path("http").asString("");
    return URI.create(
        address.startsWith("unix://")
            ? address
            : "http://127.0.0.1:" + AgentPorts.of(config).http());
  }

  private static ChildProcess launch(List<String> commandLine, Path folder) throws IOException {
    var log = folder.resolve("agent.log").toFile();
    return ChildProcess.start(
        new ProcessBuilder(commandLine)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log)));
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public AgentPorts ports() {
    return ports;
  }

  @Override
  public URI httpUri() {
    return httpUri;
  }

  public long pid() {
    return child.pid();
  }

  @Override
  public boolean isAlive() {
    return child.isAlive();
  }

  @Override
  public List<String> log() throws IOException {
    return Files.readString(folder.resolve("agent.log"), StandardCharsets.ISO_8859_1)
        .lines()
        .toList();
  }

  /** Stops it at once, as a power failure of the process: no goodbye, nothing flushed. */
  public void kill9() {
    child.close();
  }

  /** Has it stand still, as a machine that swaps or a virtual one that is moved. */
  public void pause() throws IOException, InterruptedException {
    child.signal("STOP");
  }

  /** Ends a {@link #pause}. */
  public void resume() throws IOException, InterruptedException {
    child.signal("CONT");
  }

  /** Sends SIGINT and waits for the end: a client agent leaves its cluster, a server just stops. */
  public void interrupt() throws IOException, InterruptedException {
    child.interrupt();
    awaitExit("SIGINT");
  }

  /** Sends SIGTERM and waits for the end. */
  public void terminate() throws IOException, InterruptedException {
    child.terminate();
    awaitExit("SIGTERM");
  }

  /** Starts the stopped agent again with the same configuration, data and ports. */
  public void restart() throws IOException, InterruptedException {
    if (child.isAlive()) {
      throw new IllegalStateException("agent " + pid() + " still runs");
    }
    restartWithoutWaiting();
    awaitAnswer();
  }

  /** As {@link #restart}, for a test that starts several and asks them later. */
  public void restartWithoutWaiting() throws IOException {
    child = launch(commandLine, folder);
  }

  /** Waits until the agent knows a leader of its datacenter. */
  public void awaitLeader() throws IOException, InterruptedException {
    await(LEADER_MAX, "know a leader", ProcessAgent::namesALeader);
  }

  /** Source: GET /v1/status/leader answers {@code ""} while there is none. */
  private static boolean namesALeader(RawResponse answer) {
    return answer.status() == 200 && answer.text().contains(":");
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    await(START_MAX, "answer HTTP requests", _ -> true);
  }

  private void await(Duration atMost, String what, Condition condition)
      throws IOException, InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    while (true) {
      // Looked at first: an answer after that may come from another program on the same port.
      if (!child.isAlive()) {
        throw failure("ended with exit code " + child.process().exitValue());
      }
      if (statusLeader().filter(condition::holds).isPresent() && child.isAlive()) {
        return;
      }
      if (System.nanoTime() > deadlineNanos) {
        var failure = failure("did not " + what + " within " + atMost.toSeconds() + " s");
        child.close();
        throw failure;
      }
      Thread.sleep(PAUSE_MS);
    }
  }

  private Optional<RawResponse> statusLeader() {
    try {
      return Optional.of(http.send(RawRequest.of("GET", "/v1/status/leader")));
    } catch (IOException notYet) {
      // Not listening yet, or busy: the caller's deadline decides.
      return Optional.empty();
    }
  }

  private void awaitExit(String signal) throws IOException, InterruptedException {
    if (!child.awaitExit(STOP_MAX)) {
      throw failure("did not end within " + STOP_MAX.toSeconds() + " s of " + signal);
    }
  }

  private IOException failure(String what) throws IOException {
    var lines = log();
    var tail = lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size());
    return new IOException(
        "agent " + pid() + " " + what + "; its log ends with:\n" + String.join("\n", tail));
  }

  @Override
  public void close() {
    child.close();
  }

  private interface Condition {
    boolean holds(RawResponse leaderAnswer);
  }
}
