package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessAgent;

/** Backups of keys by the commands of the posts: rows A5 to A13, A18, A22 and A23 of the seed. */
@Timeout(180)
class BackupIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String NAME =
      "consul-kv-\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d\\.\\d{9}Z\\.json";

  @TempDir static Path shared;
  private static ProcessAgent server;
  private static Api api;
  private static MemoryS3 s3;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    server =
        Program.launcher()
            .start(shared, AgentConfig.server(shared, AgentPorts.free()).put("node_name", "node1"));
    server.awaitLeader();
    api = new Api(server.httpUri());
    s3 = MemoryS3.start();
  }

  @AfterAll
  static void stop() {
    s3.close();
    server.close();
  }

  @BeforeEach
  void fill() throws Exception {
    api.delete("/v1/kv/?recurse");
    api.accepted("/v1/kv/config/app/x?flags=42", "one");
    api.accepted("/v1/kv/config/app/y", "two");
    api.accepted("/v1/kv/empty", "");
  }

  private Console.Ended praetor(String... words) throws Exception {
    var environment = new HashMap<>(MemoryS3.credentials());
    environment.put("CONSUL_HTTP_ADDR", server.httpUri().getAuthority());
    return Console.run(folder, Program.command(), environment, words);
  }

  private String good(String... words) throws Exception {
    var ended = praetor(words);
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    return ended.output();
  }

  private List<String> files(String place) throws IOException {
    try (var files = Files.list(folder.resolve(place))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** A5, A6, A12. */
  @Test
  void aBackupIsMadeLookedIntoAndRestored() throws Exception {
    api.accepted("/v1/kv/bin", "\u0000\u00ff");
    assertThat(good("backup", "create", "--scope", "kv", "--dest", "file://" + folder + "/b"))
        .matches("Backed up 4 keys to " + NAME + "\n");
    var name = files("b").getFirst();
    assertThat(name).matches(NAME);
    assertThat(Files.readString(folder.resolve("b/" + name)))
        .contains("\"key\": \"config/app/x\"", "\"flags\": 42", "\"value\": \"b25l\"");
    assertThat(good("backup", "ls", "b")).isEqualTo(name + "\n");
    assertThat(good("backup", "ls", "--scope", "kv", "--dest", "b")).isEqualTo(name + "\n");
    assertThat(good("backup", "ls", "b/" + name))
        .isEqualTo("bin\nconfig/app/x\nconfig/app/y\nempty\n");
    assertThat(good("backup", "ls", "-l", "b", "config/"))
        .isEqualTo("         3  config/app/x\n         3  config/app/y\n");
    assertThat(good("backup", "cat", "b", "config/app/y")).isEqualTo("two");
    assertThat(good("backup", "verify", "b"))
        .matches(name + ": good, 4 keys, sha-256 [0-9a-f]{64}\n");
    var before = api.get("/v1/kv/bin?raw").text();
    api.delete("/v1/kv/?recurse");
    assertThat(good("backup", "restore", "b"))
        .isEqualTo("Restored 4 keys from " + name + "; 0 kept, 0 equal\n");
    assertThat(api.get("/v1/kv/bin?raw").text()).isEqualTo(before);
    assertThat(api.json("/v1/kv/config/app/x").get(0).path("Flags").asInt()).isEqualTo(42);
    assertThat(good("backup", "diff", "b")).isEmpty();
    // What it made, kv import reads.
    api.delete("/v1/kv/?recurse");
    good("kv", "import", "@b/" + name);
    assertThat(good("backup", "diff", "b")).isEmpty();
  }

  @Test
  void aRestoreKeepsWhatIsThereUnlessToldOtherwise() throws Exception {
    good("backup", "create", "-dest=b");
    api.accepted("/v1/kv/config/app/x", "newer");
    api.delete("/v1/kv/config/app/y");
    api.accepted("/v1/kv/later", "1");
    var diff = praetor("backup", "diff", "b");
    assertThat(diff.output()).isEqualTo("~ config/app/x\n- config/app/y\n+ later\n");
    assertThat(diff.exitCode()).isEqualTo(1);
    assertThat(good("backup", "restore", "-dry-run", "-overwrite", "b"))
        .startsWith("Would write: config/app/y\nWould write: config/app/x\nWould restore 2 keys");
    assertThat(good("backup", "restore", "b"))
        .startsWith("Kept, as it is there already: config/app/x\nRestored 1 keys");
    assertThat(api.get("/v1/kv/config/app/x?raw").text()).isEqualTo("newer");
    assertThat(good("backup", "restore", "-overwrite", "b")).contains("Restored 1 keys");
    assertThat(api.get("/v1/kv/config/app/x?raw").text()).isEqualTo("one");
    assertThat(api.get("/v1/kv/later?raw").text()).isEqualTo("1");
  }

  /** A10, A11, A18. */
  @Test
  void oneRunStoresAtHomeAndInS3AndAnObjectIsReadWithoutAFile() throws Exception {
    var place = s3.location("bucket/prefix");
    good("backup", "create", "--dest", "file://" + folder + "/b", "--dest", place, "-tmp-dir=tmp");
    var name = files("b").getFirst();
    assertThat(s3.objects().get("bucket/prefix/" + name))
        .isEqualTo(Files.readAllBytes(folder.resolve("b/" + name)));
    assertThat(good("backup", "ls", place)).contains(name);
    var files = files("");
    assertThat(good("backup", "cat", place, "config/app/x")).isEqualTo("one");
    assertThat(good("backup", "cat", s3.location("bucket/prefix/" + name), "config/app/x"))
        .isEqualTo("one");
    assertThat(files("").stream().filter(file -> !file.startsWith("console")).toList())
        .isEqualTo(files.stream().filter(file -> !file.startsWith("console")).toList());
    assertThat(files("tmp")).isEmpty();
  }

  /** A18. */
  @Test
  void aFailedUploadFailsAndKeepsTheFile() throws Exception {
    try (var broken = MemoryS3.start()) {
      broken.fail();
      var ended = praetor("backup", "create", "-tmp-dir=tmp", "-dest=" + broken.location("bucket"));
      assertThat(ended.exitCode()).isEqualTo(1);
      var kept = folder.resolve("tmp").resolve(files("tmp").getFirst());
      assertThat(ended.output()).contains("it is kept as " + kept);
      assertThat(good("backup", "verify", kept.toString())).contains("good, 3 keys");
    }
  }

  @Test
  void aDamagedBackupIsFoundOut() throws Exception {
    good("backup", "create", "-dest=b");
    var file = folder.resolve("b").resolve(files("b").getFirst());
    var bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    var ended = praetor("backup", "verify", "b");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.output()).contains(file.getFileName() + " is no good backup");
    api.delete("/v1/kv/empty");
    assertThat(praetor("backup", "restore", "b").exitCode()).isEqualTo(1);
    assertThat(api.get("/v1/kv/empty").status()).isEqualTo(404);
  }

  @Test
  void aSealedBackupNeedsItsKey() throws Exception {
    Files.writeString(folder.resolve("key"), "a long passphrase\n");
    Files.writeString(folder.resolve("wrong"), "another one\n");
    good("backup", "create", "-dest=b", "-passphrase-file=key");
    assertThat(Files.readAllBytes(folder.resolve("b").resolve(files("b").getFirst())))
        .asString(StandardCharsets.ISO_8859_1)
        .startsWith("PRAETOR-SEAL-1\n")
        .doesNotContain("config/app");
    assertThat(good("backup", "cat", "-passphrase-file=key", "b", "config/app/x")).isEqualTo("one");
    assertThat(praetor("backup", "verify", "b").output()).contains("is sealed");
    var refused = praetor("backup", "restore", "-passphrase-file=wrong", "b");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output()).contains("wrong key");
  }

  /** A8, A13: by schedule and interval; of two, one does the work. */
  @Test
  void repeatedBackupsNeverTakeEachOthersPlace() throws Exception {
    var line = List.of("backup", "create", "-interval=1s", "-retain=3", "-dest=b");
    var words = new ArrayList<>(line);
    words.add("-http-addr=" + server.httpUri().getAuthority());
    try (var console = Console.start(folder, Program.command(), words)) {
      await().atMost(SOON).until(() -> saved(console) >= 4);
      assertThat(files("b")).hasSizeBetween(2, 3).allMatch(name -> name.matches(NAME));
      assertThat(api.get("/v1/health/service/consul-backup?passing").text())
          .contains("Consul Snapshot Agent Saving Snapshots");
      try (var other = Console.start(folder, Program.command(), words)) {
        await().atMost(SOON).until(() -> other.output().contains("Waiting to obtain leadership"));
        console.child().terminate();
        assertThat(console.ended().exitCode()).isZero();
        await().atMost(SOON).until(() -> saved(other) >= 1);
        // One that is killed keeps the lock until its session ends, and its delay is over.
        other.child().terminate();
        assertThat(other.ended().exitCode()).isZero();
      }
    }
    var wrong = praetor("backup", "create", "--schedule", "*/15 * * *", "-dest=b");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.output()).contains("is no cron expression");
    words.set(2, "--schedule=*/15 * * * *");
    words.set(4, "-dest=scheduled");
    try (var console = Console.start(folder, Program.command(), words)) {
      // There is none yet, so one is due.
      await().atMost(SOON).until(() -> saved(console) == 1);
    }
  }

  private static long saved(Console console) throws IOException {
    return console.output().lines().filter(line -> line.contains("[INFO] Saved backup")).count();
  }

  private Console.Ended consulBackup(Map<String, String> variables) throws Exception {
    var environment = new HashMap<>(MemoryS3.credentials());
    environment.put("TMP_DIR", folder.resolve("tmp").toString());
    environment.put("CONSUL_HOST", "127.0.0.1");
    environment.put("CONSUL_PORT", String.valueOf(server.httpUri().getPort()));
    environment.putAll(variables);
    return Console.run(folder, Program.command(), environment, "consul-backup");
  }

  /** A22, A23. */
  @Test
  void theEnvironmentTellsConsulBackupWhatToDo() throws Exception {
    var bucket = s3.location("backups");
    var today = LocalDate.now().toString();
    for (int i = 0; i < 2; i++) {
      var ended = consulBackup(Map.of("S3_BACKUP_FOLDER", bucket));
      assertThat(ended.exitCode()).as(ended.output()).isZero();
    }
    assertThat(s3.objects())
        .containsKeys(
            "backups/adsabs_consul_kv." + today + ".json",
            "backups/adsabs_consul_kv." + today + "-2.json");
    assertThat(Files.readString(folder.resolve("tmp/consul_backup.log")))
        .contains("INFO Backup of 3 keys was written to: adsabs_consul_kv." + today + "-2.json");
    assertThat(files("tmp")).containsExactly("consul_backup.log");
    consulBackup(Map.of("S3_BACKUP_FOLDER", bucket, "BACKUP_FILE", "kv", "VERSION", "v1"));
    assertThat(s3.objects()).containsKey("backups/kv.v1.json");
    api.delete("/v1/kv/empty");
    api.accepted("/v1/kv/config/app/x", "newer");
    var restore =
        Map.of(
            "S3_BACKUP_FOLDER",
            bucket,
            "BACKUP_FILE",
            "kv",
            "ACTION",
            "restore",
            "RESTORE_ID",
            "v1");
    assertThat(consulBackup(restore).output()).contains("Restored 1 keys from kv.v1.json; 1 kept");
    assertThat(api.get("/v1/kv/config/app/x?raw").text()).isEqualTo("newer");
    var overwriting = new HashMap<>(restore);
    overwriting.put("OVERWRITE", "True");
    assertThat(consulBackup(overwriting).exitCode()).isZero();
    assertThat(api.get("/v1/kv/config/app/x?raw").text()).isEqualTo("one");
  }

  /** A23: what the tool of the posts wrote, and what curl does. */
  @Test
  void bothShapesOfTheOldToolAreRestored() throws Exception {
    s3.put(
        "old/adsabs_consul_kv.2015-10-21.json",
        "[[\"key1\", 0, \"value1\"], [\"key2\", 3, \"v\u00fc\"]]\n"
            .getBytes(StandardCharsets.UTF_8));
    s3.put(
        "old/adsabs_consul_kv.raw.json",
        """
        [{"LockIndex":0,"Key":"bin","Flags":7,"Value":"/wCA","CreateIndex":1,"ModifyIndex":2}]
        """
            .getBytes(StandardCharsets.UTF_8));
    for (var id : List.of("2015-10-21", "raw")) {
      var ended =
          consulBackup(
              Map.of(
                  "S3_BACKUP_FOLDER", s3.location("old"), "ACTION", "restore", "RESTORE_ID", id));
      assertThat(ended.exitCode()).as(ended.output()).isZero();
    }
    assertThat(api.get("/v1/kv/key2?raw").text()).isEqualTo("v\u00fc");
    assertThat(api.json("/v1/kv/bin").get(0).path("Value").asString()).isEqualTo("/wCA");
    assertThat(api.json("/v1/kv/bin").get(0).path("Flags").asInt()).isEqualTo(7);
  }

  /** A23: what went wrong is in the log, and the exit code is that of the old tool. */
  @Test
  void consulBackupTellsWhatIsMissing() throws Exception {
    assertThat(consulBackup(Map.of("S3_BACKUP_FOLDER", "")).output())
        .contains("No S3 backup folder was specified! Exiting...");
    var place = Map.of("S3_BACKUP_FOLDER", folder.resolve("b").toString(), "TMD_DIR", "x");
    var restore = new HashMap<>(place);
    restore.put("ACTION", "restore");
    assertThat(consulBackup(restore).output())
        .contains("Restore was requested, but no RESTORE_ID was set!");
    restore.put("ACTION", "dance");
    var ended = consulBackup(restore);
    assertThat(ended.output()).contains("Unknown action: \"dance\"");
    assertThat(ended.exitCode()).isEqualTo(2);
    restore.put("TMP_DIR", "");
    consulBackup(restore);
    assertThat(Files.readString(folder.resolve("x/consul_backup.log"))).contains("dance");
    try (var broken = MemoryS3.start()) {
      broken.fail();
      var refused = consulBackup(Map.of("S3_BACKUP_FOLDER", broken.location("b")));
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.output()).containsPattern("it is kept as .*/adsabs_consul_kv\\..*json");
    }
    Files.writeString(folder.resolve("file"), "no folder");
    var failed = consulBackup(Map.of("S3_BACKUP_FOLDER", folder.resolve("file").toString()));
    assertThat(failed.exitCode()).isEqualTo(2);
    assertThat(failed.output()).contains("it is kept as " + folder.resolve("tmp"));
  }
}
