package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessAgent;
import tools.jackson.databind.node.ObjectNode;

/** What a server has acknowledged outlives whatever happens to its process and its files. */
@Timeout(180)
class DurabilityIT {
  private static final int QUICK_ROUNDS = 3;
  private static final int MANY_ROUNDS = 200;

  /** A round takes 2 seconds on an idle machine, and 6 where ten other programs want its cores. */
  private static final Duration MANY_ROUNDS_MAX = Duration.ofMinutes(27);

  private static final Duration BEGIN_MAX = Duration.ofSeconds(30);
  private static final int LOAD_MS_MAX = 400;

  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void nameTheDataFolder() {
    data = folder.resolve("data");
  }

  private ProcessAgent start() throws Exception {
    var config = AgentConfig.server(folder, AgentPorts.free()).put("log_level", "warn");
    var agent = Program.launcher().start(folder, config);
    agent.awaitLeader();
    return agent;
  }

  private static void restart(ProcessAgent agent) throws Exception {
    agent.restart();
    agent.awaitLeader();
  }

  private static Api api(ProcessAgent agent) {
    return new Api(agent.httpUri());
  }

  @Test
  void nothingAcknowledgedIsLostWhenItIsKilledUnderLoad() throws Exception {
    killUnderLoad(QUICK_ROUNDS);
  }

  @Test
  @Tag("slow")
  @Timeout(1_800)
  void nothingAcknowledgedIsLostInHundredsOfKills() throws Exception {
    killUnderLoad(MANY_ROUNDS);
  }

  private void killUnderLoad(int rounds) throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed=" + seed);
    var random = new Random(seed);
    long deadlineNanos = System.nanoTime() + MANY_ROUNDS_MAX.toNanos();
    int acknowledged = 0;
    int done = 0;
    try (var agent = start()) {
      while (done < rounds && System.nanoTime() < deadlineNanos) {
        acknowledged += killOnce(agent, "round" + done, random.nextInt(LOAD_MS_MAX));
        done++;
      }
    }
    System.out.println(acknowledged + " acknowledged writes outlived " + done + " kills");
    assertThat(done).isEqualTo(rounds);
  }

  private static int killOnce(ProcessAgent agent, String name, int loadMs) throws Exception {
    var load = new WriteLoad(api(agent), name);
    try (load) {
      load.start();
      await().atMost(BEGIN_MAX).until(() -> load.acknowledged() > 0);
      Thread.sleep(loadMs);
      agent.kill9();
    }
    restart(agent);
    load.assertAllThere();
    return load.acknowledged();
  }

  /** A killed server with keys 0 to 9, each written on its own. */
  private ProcessAgent killedWithTenKeys() throws Exception {
    var agent = start();
    try {
      for (int i = 0; i < 10; i++) {
        api(agent).accepted("/v1/kv/key/" + i, "value " + i);
      }
      return agent;
    } finally {
      agent.kill9();
    }
  }

  private static void assertKeys(ProcessAgent agent, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      assertThat(api(agent).get("/v1/kv/key/" + i + "?raw").text()).isEqualTo("value " + i);
    }
  }

  @Test
  void aTornWriteBehindTheLastRecordIsCutOff() throws Exception {
    try (var agent = killedWithTenKeys()) {
      var log = LogFiles.newest(data);
      var bytes = Files.readAllBytes(log);
      int end = LogFiles.end(log);
      var half = Arrays.copyOfRange(bytes, end - 100, end - 40);
      LogFiles.overwrite(log, end, half);
      restart(agent);
      assertKeys(agent, 10);
      api(agent).accepted("/v1/kv/after", "1");
    }
  }

  @Test
  void aFileThatEndsInTheLastRecordIsReadUpToIt() throws Exception {
    try (var agent = killedWithTenKeys()) {
      var log = LogFiles.newest(data);
      LogFiles.cut(log, LogFiles.end(log) - 5);
      restart(agent);
      // Whatever the last record is: what was acknowledged before the last key is whole.
      assertKeys(agent, 9);
      api(agent).accepted("/v1/kv/after", "1");
    }
  }

  @Test
  void aLogDamagedInTheMiddleIsRefused() throws Exception {
    try (var _ = killedWithTenKeys()) {
      var log = LogFiles.newest(data);
      LogFiles.overwrite(log, LogFiles.end(log) / 2, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
      assertThat(refusal()).contains(log.toString());
    }
  }

  @Test
  void anHttpOrDnsPortInUseIsNamed() throws Exception {
    try (var first = start()) {
      var taken = first.ports();
      var free = AgentPorts.free();
      var otherData = folder.resolve("other");
      var onHttp =
          new AgentPorts(taken.http(), free.dns(), free.server(), free.serfLan(), free.serfWan());
      assertThat(refusal(other(AgentConfig.server(otherData, onHttp))))
          .isEqualTo("==> listen tcp 127.0.0.1:" + taken.http() + ": bind: address already in use");
      var onDns =
          new AgentPorts(free.http(), taken.dns(), free.server(), free.serfLan(), free.serfWan());
      assertThat(refusal(other(AgentConfig.server(otherData, onDns))))
          .containsIgnoringCase("127.0.0.1:" + taken.dns() + ": bind: address already in use");
    }
  }

  /** Configures a second agent beside the first; its folder. */
  private Path other(ObjectNode config) throws IOException {
    var other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("agent.json"), config.toPrettyString());
    return other;
  }

  @Test
  void aDataFolderInUseIsRefused() throws Exception {
    try (var _ = start()) {
      // The configuration of the first agent but for its ports.
      var second = other(AgentConfig.server(folder, AgentPorts.free()));
      assertThat(refusal(second))
          .containsOnlyOnce(data.toString())
          .contains("in use by another server");
    }
  }

  @Test
  void aDataFolderThatCannotBeWrittenIsRefused() throws Exception {
    // Not even root may create anything there.
    var config = AgentConfig.server(folder, AgentPorts.free()).put("data_dir", "/proc/praetor");
    Files.writeString(folder.resolve("agent.json"), config.toPrettyString());
    assertThat(refusal()).contains("/proc/praetor");
  }

  private String refusal() throws Exception {
    return refusal(folder);
  }

  /** The one sentence with which an agent of a folder's configuration refuses to start. */
  private static String refusal(Path folder) throws Exception {
    var file = folder.resolve("agent.json").toString();
    var ended = Console.run(folder, Program.launcher().command(), "agent", "-config-file", file);
    var lines = ended.output().lines().toList();
    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
    assertThat(ended.output()).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(lines.getLast()).startsWith("==> ");
    return lines.getLast();
  }

  @Test
  void anUnreadableNodeIdIsSetAsideAndTheServerIsItselfAgain() throws Exception {
    try (var agent = killedWithTenKeys()) {
      var file = data.resolve("node-id");
      var id = Files.readString(file);
      for (var damaged : new String[] {"", id.substring(0, 11)}) {
        Files.writeString(file, damaged);
        restart(agent);
        assertKeys(agent, 10);
        assertThat(file).hasContent(id);
        assertThat(data.resolve("node-id.bad")).hasContent(damaged);
        assertThat(agent.log()).anyMatch(line -> line.contains("holds no node id"));
        agent.kill9();
      }
    }
  }

  @Test
  void aFullDiskRefusesWritesAndLosesNothing() throws Exception {
    var disk = Files.createDirectories(folder.resolve("disk"));
    try (var _ = SmallDisk.mount(disk)) {
      var config = AgentConfig.server(folder, AgentPorts.free());
      config.put("data_dir", disk.resolve("data").toString());
      var ballast = Files.write(disk.resolve("ballast"), new byte[SmallDisk.BALLAST_BYTES]);
      try (var agent = Program.launcher().start(folder, config)) {
        agent.awaitLeader();
        int written = fill(agent);
        if (agent.isAlive()) {
          agent.kill9();
        }
        Files.delete(ballast);
        restart(agent);
        for (int i = 0; i < written; i++) {
          assertThat(api(agent).get("/v1/kv/big/" + i + "?raw").body()).hasSize(VALUE_BYTES);
        }
        api(agent).accepted("/v1/kv/after", "1");
      }
    }
  }

  private static final String DISK_FULL = "No space left on device";
  private static final int VALUE_BYTES = 256 * 1024;

  /** Writes until a write is refused; how many were acknowledged. */
  private static int fill(ProcessAgent agent) throws Exception {
    var value = "x".repeat(VALUE_BYTES);
    for (int i = 0; i < 2 * SmallDisk.BYTES / VALUE_BYTES; i++) {
      var answer = api(agent).tryPut("/v1/kv/big/" + i, value);
      if (answer.filter(a -> a.status() == 200).isEmpty()) {
        System.out.println("refused on the full disk: " + answer);
        assertThat(answer.map(a -> a.status()).orElse(500)).isEqualTo(500);
        assertThat(answer.map(a -> a.text()).orElse(DISK_FULL)).contains(DISK_FULL);
        await("the reason in the log")
            .atMost(BEGIN_MAX)
            .until(() -> String.join("\n", agent.log()).contains(DISK_FULL));
        return i;
      }
    }
    throw new AssertionError("the disk is never full");
  }
}
