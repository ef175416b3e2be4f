package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.snapshot.SnapshotId;
import praetor.snapshot.drill.Drill;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessAgent;

/** The snapshot agent by the commands of the posts: rows C11 to C21, A8, A9, A13 of the seed. */
@Timeout(180)
class SnapshotAgentIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SERVICE = "/v1/health/service/";
  private static final Pattern SAVED = Pattern.compile("\\[INFO\\] Saved snapshot (\\d+)");

  @TempDir static Path shared;
  private static ProcessAgent server;
  private static Api api;

  @TempDir Path folder;

  @BeforeAll
  static void startServer() throws Exception {
    server =
        Program.launcher()
            .start(shared, AgentConfig.server(shared, AgentPorts.free()).put("node_name", "node1"));
    server.awaitLeader();
    api = new Api(server.httpUri());
    api.accepted("/v1/kv/app/x", "1");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private List<String> words(String... more) {
    var words = new ArrayList<>(List.of("snapshot", "agent"));
    words.addAll(List.of("-http-addr=" + server.httpUri().getAuthority()));
    words.addAll(List.of("-local-scratch-path=" + folder.resolve("scratch")));
    words.addAll(List.of(more));
    return words;
  }

  private Console start(String... more) throws IOException {
    return Console.start(folder, Program.command(), words(more));
  }

  private Console.Ended run(String... more) throws Exception {
    try (var console = start(more)) {
      return console.ended();
    }
  }

  private List<Path> snapshots(String name) throws IOException {
    var place = folder.resolve(name);
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (var files = Files.list(place)) {
      return files
          .filter(file -> SnapshotId.ofName(file.getFileName().toString()).isPresent())
          .sorted()
          .toList();
    }
  }

  /** C14, C15, A9. */
  @Test
  void oneShotTakesOneKeepsTheNewestAndRegistersNothing() throws Exception {
    for (int i = 0; i < 4; i++) {
      var ended = run("-interval=0", "-retain=3", "-local-path=backups", "-service=one-shot");
      assertThat(ended.exitCode()).as(ended.output()).isZero();
      assertThat(ended.output()).contains("Mode: One-shot").containsPattern(SAVED);
    }
    assertThat(snapshots("backups")).hasSize(3);
    assertThat(api.get(SERVICE + "one-shot").text()).isEqualTo("[]");
    try (var scratch = Files.list(folder.resolve("scratch"))) {
      assertThat(scratch).isEmpty();
    }
    for (int i = 0; i < 2; i++) {
      run("-interval=0", "-retain=0", "-local-path=backups");
    }
    assertThat(snapshots("backups")).hasSize(5);
  }

  /** A10: several destinations in one run. */
  @Test
  void eachDestinationGetsTheSnapshot() throws Exception {
    var ended = run("-interval=0", "-dest=one", "-dest=file://" + folder.resolve("two"));
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(snapshots("one")).hasSize(1);
    assertThat(snapshots("two").getFirst()).hasSameBinaryContentAs(snapshots("one").getFirst());
  }

  /** A18 for snapshots: what cannot be stored fails and is kept. */
  @Test
  void aOneShotThatCannotStoreFailsAndKeepsTheFile() throws Exception {
    Files.writeString(folder.resolve("file"), "no folder");
    var ended = run("-interval=0", "-dest=good", "-dest=file");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.output()).contains("is not a folder").contains("it is kept as");
    assertThat(snapshots("good")).hasSize(1);
    assertThat(snapshots("scratch")).hasSize(1);
  }

  /** C18. */
  @Test
  void theConsoleIsThatOfThePost() throws Exception {
    try (var console = start("-aws-s3-bucket=my-bucket", "-aws-s3-region=us-east-1")) {
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(console.output()).contains("Snapshot agent running"));
      console.child().terminate();
      var golden = golden();
      var output = console.ended().output().replaceFirst("Version: .*", "Version: VERSION");
      assertThat(output).startsWith(golden);
    }
  }

  private static String golden() throws IOException {
    try (var in =
        Objects.requireNonNull(
            SnapshotAgentIT.class.getResourceAsStream("snapshot-agent-console.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** C12, C13, C19. */
  @Test
  void theDaemonLeadsRegistersAndSavesWithRisingIds() throws Exception {
    try (var console =
        start("-interval=1s", "-local-path=daemon", "-service=snap-a", "-lock-key=lock-a")) {
      await().atMost(SOON).until(() -> ids(console).size() >= 3);
      var text = console.output();
      assertThat(text)
          .containsSubsequence(
              "[INFO] Snapshot agent running\n",
              "[INFO] Waiting to obtain leadership...\n",
              "[INFO] Obtained leadership\n",
              "[INFO] Saved snapshot ");
      assertThat(ids(console)).isSorted().doesNotHaveDuplicates();
      assertThat(snapshots("daemon").getFirst().getFileName())
          .hasToString("consul-" + ids(console).getFirst() + ".snap");
      assertThat(checks("snap-a"))
          .containsEntry("Consul Snapshot Agent Alive", "passing")
          .containsEntry("Consul Snapshot Agent Saving Snapshots", "passing");
      assertThat(api.json("/v1/kv/lock-a").get(0).path("Session").asString()).isNotEmpty();
      // A second one stands by: alive, but not saving.
      try (var other =
          start("-interval=1s", "-local-path=other", "-service=snap-b", "-lock-key=lock-a")) {
        await().atMost(SOON).until(() -> !checks("snap-b").isEmpty());
        assertThat(checks("snap-b")).containsKey("Consul Snapshot Agent Alive");
        assertThat(checks("snap-b")).doesNotContainKey("Consul Snapshot Agent Saving Snapshots");
        console.child().terminate();
        assertThat(console.ended().exitCode()).isZero();
        // It has said goodbye, so that the other one need not wait for a time-out.
        await().atMost(SOON).until(() -> !snapshots("other").isEmpty());
        assertThat(checks("snap-b")).containsKey("Consul Snapshot Agent Saving Snapshots");
        assertThat(checks("snap-a")).isEmpty();
        other.child().terminate();
        other.ended();
      }
    }
  }

  private static List<Long> ids(Console console) throws IOException {
    return SAVED.matcher(console.output()).results().map(r -> Long.valueOf(r.group(1))).toList();
  }

  private static Map<String, String> checks(String service) throws IOException {
    var checks = new TreeMap<String, String>();
    for (var instance : api.json(SERVICE + service)) {
      for (var check : instance.path("Checks")) {
        checks.put(check.path("Name").asString(), check.path("Status").asString());
      }
    }
    return checks;
  }

  /** C13, A13: kill -9 the leader of three. */
  @Test
  @Tag("slow")
  void whenTheLeaderIsKilledAnotherOneSaves() throws Exception {
    var same = new String[] {"-interval=1s", "-service=snap-k", "-lock-key=lock-k"};
    try (var one = start(same[0], same[1], same[2], "-local-path=k1")) {
      await().atMost(SOON).until(() -> !snapshots("k1").isEmpty());
      try (var two = start(same[0], same[1], same[2], "-local-path=k2");
          var three = start(same[0], same[1], same[2], "-local-path=k3")) {
        await().atMost(SOON).until(() -> two.output().contains("Waiting to obtain"));
        await().atMost(SOON).until(() -> three.output().contains("Waiting to obtain"));
        one.child().kill9();
        // The session's time to live, twice at most, and the lock's delay.
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> snapshots("k2").size() + snapshots("k3").size() > 0);
      }
    }
  }

  /** C20. */
  @Test
  void afterThreeFailuresAnotherAgentLeads() throws Exception {
    Files.writeString(folder.resolve("no-folder"), "x");
    try (var bad =
        start("-interval=1s", "-local-path=no-folder", "-service=bad", "-lock-key=lock-f")) {
      await().atMost(SOON).until(() -> bad.output().contains("Failed to save a snapshot"));
      assertThat(checks("bad")).containsEntry("Consul Snapshot Agent Saving Snapshots", "critical");
      try (var _ = start("-interval=1s", "-local-path=good", "-service=good", "-lock-key=lock-f")) {
        await().atMost(SOON).until(() -> !snapshots("good").isEmpty());
        assertThat(bad.output()).contains("[ERR] Giving up leadership after 3 failures in a row");
      }
    }
  }

  /**
   * A kill at any moment leaves no half file under a snapshot's name, and the next run cleans up.
   */
  @Test
  void aKilledRunLeavesNoHalfSnapshot() throws Exception {
    api.accepted("/v1/kv/large", "x".repeat(400_000));
    long seed = System.nanoTime() & 0xFFFF;
    var random = new Random(seed);
    for (int i = 0; i < 8; i++) {
      try (var console = start("-interval=0", "-local-path=killed")) {
        console.child().awaitExit(Duration.ofMillis(100 + random.nextInt(900)));
        console.child().kill9();
      }
      for (var file : snapshots("killed")) {
        Drill.run(file, Optional.empty());
      }
    }
    assertThat(run("-interval=0", "-local-path=killed").exitCode()).as("seed=" + seed).isZero();
    assertThat(snapshots("killed")).isNotEmpty();
    for (var place : List.of("killed", "scratch")) {
      try (var files = Files.list(folder.resolve(place))) {
        assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
      }
    }
  }

  @Test
  void aFullScratchDiskFailsTheRunAndNothingElse() throws Exception {
    // Bytes that no compression makes less.
    var bytes = new byte[200_000];
    new Random(4711).nextBytes(bytes);
    api.accepted("/v1/kv/large", HexFormat.of().formatHex(bytes));
    var disk = Files.createDirectory(folder.resolve("small"));
    try (var _ = SmallDisk.mount(disk)) {
      Files.write(disk.resolve("ballast"), new byte[SmallDisk.BYTES - (8 << 10)]);
      var ended = run("-interval=0", "-local-path=backups", "-local-scratch-path=" + disk);
      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.output()).contains("No space left on device");
      assertThat(snapshots("backups")).isEmpty();
      Files.delete(disk.resolve("ballast"));
      assertThat(
              run("-interval=0", "-local-path=backups", "-local-scratch-path=" + disk).exitCode())
          .isZero();
    }
  }

  @Test
  void aSealedSnapshotIsReadAndRestoredWithItsKeyAlone() throws Exception {
    var key = Files.writeString(folder.resolve("key"), "a long passphrase\n").toString();
    var wrong = Files.writeString(folder.resolve("wrong"), "another\n").toString();
    api.accepted("/v1/kv/sealed", "before");
    assertThat(run("-interval=0", "-local-path=s", "-passphrase-file=" + key).exitCode()).isZero();
    var file = snapshots("s").getFirst().toString();
    assertThat(Files.readAllBytes(Path.of(file))).asString().startsWith("PRAETOR-SEAL-1\n");
    var header = praetor("snapshot", "inspect", file);
    assertThat(header.exitCode()).isZero();
    assertThat(header.output()).startsWith("Sealed {\"Cipher\":\"AES-256-GCM\"");
    var refused = praetor("snapshot", "inspect", "-passphrase-file=" + wrong, file);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output()).contains("wrong key");
    assertThat(praetor("snapshot", "inspect", "-passphrase-file=" + key, file).output())
        .contains("KVS");
    assertThat(praetor("snapshot", "restore", file).output()).contains("is sealed");
    api.accepted("/v1/kv/sealed", "after");
    assertThat(praetor("snapshot", "restore", "-passphrase-file=" + key, file).output())
        .isEqualTo("Restored snapshot\n");
    assertThat(api.get("/v1/kv/sealed?raw").text()).isEqualTo("before");
  }

  private Console.Ended praetor(String... words) throws Exception {
    return Console.run(
        folder,
        Program.command(),
        Map.of("CONSUL_HTTP_ADDR", server.httpUri().getAuthority()),
        words);
  }

  /** C11, A8, A9: in the agent itself, from a block of its configuration. */
  @Test
  void theDaemonRunsOneFromItsConfiguration() throws Exception {
    var home = Files.createDirectory(folder.resolve("home"));
    var config = AgentConfig.server(home, AgentPorts.free()).put("node_name", "node2");
    var block = config.putObject("snapshot_agent");
    block.putObject("snapshot").put("interval", "1s").put("retain", 2);
    block
        .putObject("backup_destinations")
        .putArray("local_storage")
        .addObject()
        .put("path", folder.resolve("inside").toString());
    try (var agent = Program.launcher().start(home, config)) {
      agent.awaitLeader();
      await().atMost(Duration.ofSeconds(40)).until(() -> snapshots("inside").size() == 2);
      for (var file : snapshots("inside")) {
        Drill.run(file, Optional.empty());
      }
      var inside = new Api(URI.create(agent.httpUri().toString()));
      var status = inside.json("/v1/snapshot/status");
      assertThat(status.path("Leader").asBoolean()).isTrue();
      assertThat(status.path("Saved").asInt()).isPositive();
      assertThat(status.path("LastID").asString()).matches("\\d{19}");
      assertThat(inside.get(SERVICE + "consul-snapshot?passing").text())
          .contains("Consul Snapshot Agent Saving Snapshots");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(inside.get("/v1/agent/metrics").text())
                      .contains("snapshot.agent.last_good_age_seconds"));
    }
    assertThat(api.get("/v1/snapshot/status").status()).isEqualTo(404);
  }

  /** C17: both shapes of a file. */
  @Test
  void filesOfBothShapesAreRead() throws Exception {
    var old =
        Files.writeString(
            folder.resolve("old.json"),
            """
        {"snapshot_agent": {"snapshot": {"interval": "0", "retain": 5},
         "local_storage": {"path": "old"}}}
        """);
    assertThat(run("-config-file=" + old).output()).contains("Retain: 5");
    assertThat(snapshots("old")).hasSize(1);
    var many =
        Files.writeString(
            folder.resolve("many.json"),
            """
        {"snapshot_agent": {"snapshot": {"interval": "0"}, "backup_destinations":
         {"local_storage": [{"path": "m1"}, {"path": "m2"}]}}}
        """);
    assertThat(run("-config-file=" + many).exitCode()).isZero();
    assertThat(snapshots("m1")).hasSize(1);
    assertThat(snapshots("m2")).hasSize(1);
    assertThat(run("-config-file=" + many, "-local-path=x").output())
        .contains("-local-path cannot be used with backup_destinations in a config file");
    var none = Files.writeString(folder.resolve("none.json"), "{\"server\": true}");
    assertThat(run("-config-file=" + none).output())
        .contains("No config file has a \"snapshot_agent\" object");
    var typo =
        Files.writeString(
            folder.resolve("typo.json"),
            """
        {"snapshot_agent": {"snapshot": {"intervall": "0"}}}
        """);
    assertThat(run("-config-file=" + typo).output())
        .contains("invalid config key snapshot_agent.snapshot.intervall");
  }

  /** C21: the API is enough to build such a service. */
  @Test
  void tenLinesOfShellMakeASnapshotService() throws Exception {
    Skip.unless(Programs.exists("curl"), "the sample of docs/snapshot-agent.md", "no curl");
    var script =
        Files.writeString(
            folder.resolve("service.sh"),
            """
        set -e
        agent=$1 folder=$2 keep=$3
        mkdir -p "$folder"
        file=$folder/consul-$(date +%s%N).snap
        curl -sSf -o "$file.part" "http://$agent/v1/snapshot"
        gzip -t "$file.part"
        mv "$file.part" "$file"
        ls "$folder"/consul-*.snap | sort -r | tail -n +$((keep + 1)) | xargs -r rm
        echo "Saved snapshot $file"
        """);
    for (int i = 0; i < 3; i++) {
      var ended =
          Console.run(
              folder,
              List.of("sh", script.toString()),
              server.httpUri().getAuthority(),
              "shell",
              "2");
      assertThat(ended.output()).startsWith("Saved snapshot shell/consul-");
    }
    assertThat(snapshots("shell")).hasSize(2);
    for (var file : snapshots("shell")) {
      Drill.run(file, Optional.empty());
    }
  }
}
