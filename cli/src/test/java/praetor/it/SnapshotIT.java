package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.model.KvEntry;
import praetor.state.archive.ArchiveReader;
import praetor.state.archive.RecordKind;
import praetor.state.archive.RecordStream;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessAgent;
import praetor.testkit.agent.ProcessLauncher;
import tools.jackson.databind.JsonNode;

/**
 * Snapshots of a running server, by the commands of the posts. Each test leaves whatever state: a
 * restore begins the next.
 */
@Timeout(180)
class SnapshotIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path shared;
  private static ProcessAgent server;
  private static Api api;

  @TempDir Path folder;

  @BeforeAll
  static void startServer() throws Exception {
    server = started(Program.launcher(), shared);
    api = new Api(server.httpUri());
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private static ProcessAgent started(ProcessLauncher launcher, Path folder) throws Exception {
    var config = AgentConfig.server(folder, AgentPorts.free()).put("node_name", "node1");
    var agent = launcher.start(folder, config);
    agent.awaitLeader();
    await("the server's own node")
        .atMost(SOON)
        .until(
            () -> new Api(agent.httpUri()).get("/v1/health/node/node1").text(),
            text -> text.contains("serfHealth"));
    return agent;
  }

  /** What a command came to. */
  private record Ran(int code, String out, String err) {}

  private Ran praetor(String... words) throws Exception {
    return praetor(server, words);
  }

  private Ran praetor(ProcessAgent agent, String... words) throws Exception {
    var line = new ArrayList<>(Program.command());
    line.addAll(List.of(words));
    var out = Files.createTempFile(folder, "out", "");
    var err = Files.createTempFile(folder, "err", "");
    var builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("CONSUL_HTTP_ADDR", agent.httpUri().getAuthority());
    var process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private String sample(String name) throws IOException {
    var file = folder.resolve(name);
    try (var in = SnapshotIT.class.getResourceAsStream(name)) {
      Files.copy(in, file);
    }
    return file.toString();
  }

  private static List<String> keys() throws IOException {
    var answer = api.get("/v1/kv/?keys");
    if (answer.status() == 404) {
      return List.of();
    }
    List<String> keys = new ArrayList<>();
    api.json("/v1/kv/?keys").forEach(key -> keys.add(key.stringValue()));
    return keys;
  }

  // C3, C4
  @Test
  void whatWasSavedIsRestoredAndALaterWriteIsGone() throws Exception {
    praetor("snapshot", "restore", sample("snap121-empty.tgz"));
    api.accepted("/v1/kv/a", "1");
    var saved = praetor("snapshot", "save", "backup.snap");
    assertThat(saved.out()).matches("Saved and verified snapshot to index \\d+\n");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("backup.snap"))))
        .isEqualTo("rw-------");
    api.accepted("/v1/kv/a", "2");
    api.accepted("/v1/kv/b", "3");

    assertThat(praetor("snapshot", "restore", "backup.snap"))
        .isEqualTo(new Ran(0, "Restored snapshot\n", ""));
    assertThat(keys()).containsExactly("a");
    assertThat(praetor("kv", "get", "a").out()).isEqualTo("1\n");
    assertThat(praetor("snapshot", "inspect", "backup.snap").out()).contains(" KVS ", " Register ");
  }

  // C4
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "t_badsum.tgz | list missing hash for \"metb.json\"",
        "t_size.tgz | size didn't match (168 != 5)",
        "t_ver2.tgz | unsupported snapshot version 2",
        "t_trunc.tgz | unexpected end",
        "snap121-bad-check.tgz | Missing service registration",
        "snap121-bad-flags.tgz | negative value in an unsigned field",
        "snap121-bad-kind.tgz | invalid config entry kind: no-such-kind",
        "snap121-bad-type4.tgz | Unrecognized msg type 4",
        "snap121-bad-type43.tgz | Unrecognized msg type 43",
        "snap121-bad-type64.tgz | msg type 64 is a Consul Enterprise log entry",
      })
  void aBadFileIsRefusedAndChangesNothing(String name, String why) throws Exception {
    api.accepted("/v1/kv/" + name, "1");
    var before = api.get("/v1/kv/?recurse").text();
    var ran = praetor("snapshot", "restore", sample(name));
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).startsWith("Error restoring snapshot: ").contains("500", why);
    assertThat(api.get("/v1/kv/?recurse").text()).isEqualTo(before);
  }

  // C4
  @Test
  void aFlippedByteIsFound() throws Exception {
    var bytes = Files.readAllBytes(Path.of(sample("snap121-rich.tgz")));
    bytes[5_000] ^= 0x10;
    var file = folder.resolve("flipped.snap");
    Files.write(file, bytes);
    assertThat(praetor("snapshot", "restore", "flipped.snap").err())
        .contains("hash check failed for \"state.bin\"");
    assertThat(praetor("snapshot", "inspect", "flipped.snap").code()).isEqualTo(1);
  }

  // C1: what Praetor has no tables for comes out again as it came in.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "snap121-rich.tgz",
        "snap121-kv.tgz",
        "snap121-resources.tgz",
        "snap121-empty.tgz",
        "snap110.tgz"
      })
  void archivesOfConsulComeOutWithAllTheirKinds(String name) throws Exception {
    var file = sample(name);
    assertThat(praetor("snapshot", "restore", file).code()).isZero();
    assertThat(praetor("snapshot", "save", "again.snap").code()).isZero();
    var lost =
        praetor("snapshot", "diff", file, "again.snap")
            .out()
            .lines()
            .filter(line -> !line.startsWith("+"))
            .filter(line -> !isWrittenAnew(line))
            .toList();
    assertThat(lost).isEmpty();
  }

  /** Entries with a table of their own: empty fields and Consul's hash are left out. */
  private static boolean isWrittenAnew(String line) {
    return line.startsWith("~ config:exported-services/")
        || line.startsWith("~ config:terminating-gateway/");
  }

  // C7
  @Test
  void readersWakeAndTheAgentPutsItsServicesBack() throws Exception {
    api.accepted("/v1/agent/service/register", "{\"Name\":\"mine\",\"Port\":80}");
    api.accepted("/v1/kv/watched", "1");
    var index = api.get("/v1/kv/watched").header("X-Consul-Index").orElseThrow();
    var waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return api.get("/v1/kv/watched?wait=60s&index=" + index).status();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    var file = sample("snap121-empty.tgz");
    assertThat(praetor("snapshot", "restore", file).code()).isZero();
    assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo(404);
    await("the agent's own service")
        .atMost(SOON)
        .until(() -> api.json("/v1/catalog/service/mine"), list -> list.size() == 1);
    await("the server's health")
        .atMost(SOON)
        .until(() -> api.get("/v1/health/node/node1").text(), text -> text.contains("serfHealth"));
    api.accepted("/v1/agent/service/deregister/mine", "");
  }

  // C8
  @Test
  void aSnapshotOfAServerIsRestoredIntoADevAgent() throws Exception {
    praetor("snapshot", "restore", sample("snap121-rich.tgz"));
    praetor("snapshot", "save", "server.snap");
    var config = AgentConfig.server(folder, AgentPorts.free());
    config.remove(List.of("data_dir", "bootstrap"));
    try (var dev = devLauncher().start(folder, config)) {
      dev.awaitLeader();
      assertThat(praetor(dev, "snapshot", "restore", "server.snap").out())
          .isEqualTo("Restored snapshot\n");
      assertThat(praetor(dev, "kv", "get", "s/plain").out()).isEqualTo("hello\n");
    }
  }

  /** Starts {@code agent -dev} where others start {@code agent}. */
  private ProcessLauncher devLauncher() throws IOException {
    var quoted = Program.command().stream().map(word -> "'" + word + "'").toList();
    var script = folder.resolve("dev.sh");
    Files.writeString(
        script, "#!/bin/sh\nshift\nexec " + String.join(" ", quoted) + " agent -dev \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return new ProcessLauncher(List.of(script.toString()));
  }

  // C10, until 30 snapshots differed, where the row takes a hundred in a minute.
  @Test
  void whatOneTransactionWritesIsInASnapshotTogether() throws Exception {
    praetor("snapshot", "restore", sample("snap121-empty.tgz"));
    var going = new AtomicBoolean(true);
    var writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; going.get(); i++) {
                    api.tryPut("/v1/txn", pair(i));
                  }
                });
    try {
      await("the first pair").atMost(SOON).until(() -> keys().size(), size -> size == 2);
      Set<String> seen = new HashSet<>();
      while (seen.size() < 30) {
        var values = values(api.get("/v1/snapshot").body());
        assertThat(values).hasSize(2);
        assertThat(values.get(0)).isEqualTo(values.get(1));
        seen.add(values.getFirst());
      }
    } finally {
      going.set(false);
      writer.join();
    }
  }

  private static String pair(int number) {
    var value =
        Base64.getEncoder()
            .encodeToString(Integer.toString(number).getBytes(StandardCharsets.UTF_8));
    return """
        [{"KV":{"Verb":"set","Key":"k1","Value":"%s"}},{"KV":{"Verb":"set","Key":"k2","Value":"%s"}}]
        """
        .formatted(value, value);
  }

  private static List<String> values(byte[] archive) throws Exception {
    List<String> values = new ArrayList<>();
    ArchiveReader.read(
        new ByteArrayInputStream(archive),
        1 << 20,
        state -> {
          var records = new RecordStream(state);
          records.header();
          while (records.next()) {
            if (records.type() == RecordKind.KVS.type()) {
              values.add(KvEntry.SHAPE.readPack(records.reader()).value().utf8());
            }
          }
        });
    return values;
  }

  @Test
  void aPartIsRestoredAloneAfterACopyOfThePresent() throws Exception {
    praetor("snapshot", "restore", sample("snap121-empty.tgz"));
    api.accepted("/v1/kv/app/a", "1");
    api.accepted("/v1/kv/other", "1");
    praetor("snapshot", "save", "s.snap");
    api.accepted("/v1/kv/app/a", "2");
    api.accepted("/v1/kv/app/b", "2");
    api.accepted("/v1/kv/other", "2");

    var dry = praetor("snapshot", "restore", "-only", "kv:app/", "-dry-run", "s.snap");
    assertThat(dry.out()).isEqualTo("~ kv:app/a\n- kv:app/b\n2 changes\n");
    assertThat(praetor("kv", "get", "app/a").out()).isEqualTo("2\n");

    var ran = praetor("snapshot", "restore", "-only", "kv:app/", "s.snap");
    assertThat(ran.out())
        .matches("Saved the present state to s\\.snap\\.before-.*\\.snap\nRestored snapshot\n");
    assertThat(keys()).containsExactly("app/a", "other");
    assertThat(praetor("kv", "get", "app/a").out()).isEqualTo("1\n");
    assertThat(praetor("kv", "get", "other").out()).isEqualTo("2\n");
    var copy = ran.out().lines().findFirst().orElseThrow().replaceAll(".* to ", "");
    assertThat(praetor("snapshot", "cat", copy, "kv:app/b").out()).isEqualTo("2");

    praetor("snapshot", "restore", "-only", "kv:app/", "-as", "old/", "s.snap");
    assertThat(keys()).containsExactly("app/a", "old/a", "other");
  }

  @Test
  void aSnapshotIsLookedInto() throws Exception {
    var file = sample("snap121-rich.tgz");
    assertThat(praetor("snapshot", "ls", file, "kv:s/").out())
        .isEqualTo("kv:s/binary\nkv:s/empty\nkv:s/flags\nkv:s/locked\nkv:s/plain\nkv:s/你\n");
    assertThat(praetor("snapshot", "cat", file, "kv:s/plain").out()).isEqualTo("hello");
    assertThat(praetor("snapshot", "grep", "hello", file))
        .isEqualTo(new Ran(0, "kv:s/plain: hello\n", ""));
    assertThat(praetor("snapshot", "grep", "no-such-text", file).code()).isEqualTo(1);
    assertThat(praetor("snapshot", "diff", file, file)).isEqualTo(new Ran(0, "", ""));
    assertThat(praetor("snapshot", "diff", sample("snap121-empty.tgz"), file, "kv:").out())
        .contains("+ kv:s/plain\n");
  }

  @Test
  void aTargetGetsWhatItKnowsAndTheRestIsNamed() throws Exception {
    praetor("snapshot", "restore", sample("snap121-rich.tgz"));
    var saved = praetor("snapshot", "save", "-target", "consul-1.10", "old.snap");
    assertThat(saved.err())
        .isEqualTo(
            "Left out for consul-1.10: Register=2, Index=5, ConfigEntry=8, ServiceVirtualIP=6,"
                + " FreeVirtualIP=1, Peering=2, PeeringTrustBundle=1, PeeringSecret=2\n");
    assertThat(praetor("snapshot", "inspect", "old.snap").out())
        .contains("ACLToken")
        .doesNotContain("Peering", "VirtualIP");
  }

  // C1, with the real Consul in both directions.
  @Test
  @EnabledIfEnvironmentVariable(named = "CONSUL_BIN", matches = ".+")
  void aRealConsulRestoresWhatPraetorSaved() throws Exception {
    praetor("snapshot", "restore", sample("snap121-rich.tgz"));
    praetor("snapshot", "save", "-target", "consul-1.21", "ours.snap");
    try (var consul =
        started(
            ProcessLauncher.consul().orElseThrow(),
            Files.createDirectory(folder.resolve("consul")))) {
      var theirs = new Api(consul.httpUri());
      assertThat(praetor(consul, "snapshot", "restore", "ours.snap").out())
          .isEqualTo("Restored snapshot\n");
      for (var path :
          List.of(
              "/v1/kv/?recurse",
              "/v1/session/list",
              "/v1/query",
              "/v1/catalog/service/db",
              "/v1/health/service/db",
              "/v1/coordinate/nodes")) {
        assertThat(theirs.json(path)).as(path).isEqualTo(api.json(path));
      }
      JsonNode tokens = theirs.json("/v1/config/service-defaults");
      assertThat(tokens.isEmpty()).isFalse();
      praetor(consul, "snapshot", "save", "theirs.snap");
      assertThat(praetor("snapshot", "restore", "theirs.snap").code()).isZero();
    }
  }
}
