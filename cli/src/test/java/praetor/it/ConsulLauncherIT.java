package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.net.FreePorts;
import praetor.testkit.vectors.JsonText;

/**
 * The test harness of Consul's client libraries runs unchanged: it finds a program {@code consul},
 * asks for its version, starts it with a file, and ends it by a signal.
 */
@Timeout(180)
class ConsulLauncherIT {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Duration END_MAX = Duration.ofSeconds(30);

  /** What the phrases of the start are, in their order. */
  private static final String[] STORY = {
    "serf: EventMemberJoin: node1",
    "entering Follower state",
    "Election won. Tally: 1",
    "cluster leadership acquired",
    "New leader elected: node1",
    "member 'node1' joined, marking health alive",
    "Synced service 'consul'"
  };

  @TempDir Path folder;
  private Path consul = Path.of("");
  private final int http = FreePorts.next();
  private final int server = FreePorts.next();

  /** A file of that name, as somebody would put it on the path. */
  @BeforeEach
  void install() throws IOException {
    var script = new StringBuilder("#!/bin/sh\nexec");
    Program.command().forEach(word -> script.append(" '").append(word).append('\''));
    consul = Files.writeString(folder.resolve("consul"), script + " \"$@\"\n");
    Files.setPosixFilePermissions(consul, PosixFilePermissions.fromString("rwx------"));
  }

  private String config() {
    return """
        {
          "node_name": "node1",
          "node_id": "3e3d7c0e-5dc2-4c0a-8b8a-4b3f5f1c9a10",
          "node_meta": {"tested": "yes"},
          "version": "",
          "segments": null,
          "skip_leave_on_interrupt": true,
          "leave_on_terminate": false,
          "bootstrap": true,
          "server": true,
          "data_dir": "%s",
          "disable_update_check": true,
          "log_level": "debug",
          "bind_addr": "127.0.0.1",
          "performance": {"raft_multiplier": 1},
          "limits": {"http_max_conns_per_client": -1},
          "acl": {"tokens": {"master": "4ebd6f4a-1c4b-4a0c-9b39-7f3c1d8c1e11"}},
          "verify_incoming": false,
          "verify_outgoing": false,
          "ports": {"http": %d, "https": -1, "dns": -1, "grpc": -1, "grpc_tls": -1,
            "serf_lan": %d, "serf_wan": %d, "server": %d}
        }
        """
        .formatted(folder.resolve("data"), http, FreePorts.next(), FreePorts.next(), server);
  }

  private Console start() throws IOException {
    var file = Files.writeString(folder.resolve("config.json"), config());
    return Console.start(
        folder, List.of(consul.toString()), List.of("agent", "-config-file", file.toString()));
  }

  private static void awaitText(Console console, String text) {
    await()
        .atMost(START_MAX)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> console.output().contains(text));
  }

  private void awaitLeader() {
    var api = new Api(URI.create("http://127.0.0.1:" + http));
    await()
        .atMost(START_MAX)
        .ignoreExceptions()
        .until(() -> api.get("/v1/status/leader").text().contains(":"));
  }

  private static void signal(Console console, String name) throws Exception {
    var pid = String.valueOf(console.child().process().pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  private static void awaitEnd(Console console) throws InterruptedException {
    boolean ended = console.child().process().waitFor(END_MAX.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(ended).as("has ended").isTrue();
  }

  @Test
  void theVersionIsToldAsJson() throws Exception {
    var ended = Console.run(folder, List.of(consul.toString()), "version", "-format=json");
    var version = JsonText.parse(ended.output()).orElseThrow();
    assertThat(ended.exitCode()).isZero();
    assertThat(version.get("Version").asString()).isEqualTo("1.21.4");
  }

  @Test
  void aServerStartsFromTheHarnessFileTellsItsStoryAndEndsOnAnInterrupt() throws Exception {
    try (var console = start()) {
      awaitText(console, STORY[STORY.length - 1]);
      awaitText(console, "agent: Synced node info");
      signal(console, "INT");
      awaitEnd(console);
      assertThat(console.output()).containsSubsequence(STORY);
      assertThat(console.output().lines().filter(line -> line.contains("[INFO]")))
          .isNotEmpty()
          .allSatisfy(
              line ->
                  assertThat(line)
                      .matches(
                          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z \\[INFO]  \\S+: .*"));
      assertThat(console.child().process().exitValue()).isEqualTo(1);
    }
  }

  @Test
  void aTerminationWithoutALeaveExitsWithOne() throws Exception {
    try (var console = start()) {
      awaitLeader();
      signal(console, "TERM");
      awaitEnd(console);
      assertThat(console.child().process().exitValue()).isEqualTo(1);
    }
  }

  @Test
  void aTerminationDuringTheStartDoesNotStopTheNextStart() throws Exception {
    for (long delayMs : new long[] {150, 300, 450, 600}) {
      try (var console = start()) {
        // The moment is the point: the process is somewhere in its start.
        boolean ended = console.child().process().waitFor(delayMs, TimeUnit.MILLISECONDS);
        assertThat(ended).as(console.output()).isFalse();
        signal(console, "TERM");
        awaitEnd(console);
      }
    }
    try (var console = start()) {
      awaitLeader();
      awaitText(console, "agent: Synced node info");
    }
  }

  @Test
  void noTokenIsInTheLog() throws Exception {
    var secret = "b1gs3cr3t-5dc2-4c0a-8b8a-4b3f5f1c9a10";
    try (var console = start()) {
      awaitLeader();
      var api = new Api(URI.create("http://127.0.0.1:" + http));
      api.get("/v1/kv/a?token=" + secret);
      api.get("/v1/kv/a?dc=nowhere&token=" + secret);
      api.get("/v1/kv/a?TOKEN=" + secret + "&recurse");
      api.get("/v1/acl/info/" + secret);
      awaitText(console, "url=/v1/kv/a?dc=nowhere&token=<hidden>");
      awaitText(console, "Request finished: method=GET url=/v1/kv/a?token=<hidden>");
      assertThat(console.output())
          .doesNotContain(secret)
          .doesNotContain("4ebd6f4a-1c4b-4a0c-9b39-7f3c1d8c1e11");
    }
  }
}
