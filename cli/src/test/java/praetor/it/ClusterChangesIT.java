package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static praetor.it.LocalCluster.api;
import static praetor.it.LocalCluster.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.ProcessAgent;
import praetor.testkit.vectors.JsonText;

/**
 * Servers come, go, run out of disk and are started anew while callers write and read: nothing that
 * was acknowledged is lost, and one order explains all that was answered.
 */
@Timeout(400)
class ClusterChangesIT {
  private static final String DISK_FULL = "No space left on device";
  private static final int VALUE_BYTES = 256 * 1024;

  @TempDir Path folder;
  private final long seed = System.nanoTime();
  private LocalCluster cluster;

  @BeforeEach
  void prepare() {
    System.out.println("seed=" + seed);
    cluster = new LocalCluster(folder);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private static List<Api> apis(List<ProcessAgent> servers) {
    return servers.stream().map(LocalCluster::api).toList();
  }

  /** Ends a load, and looks whether everything it was told is true. */
  private static void judge(RegisterLoad load, List<ProcessAgent> servers) throws IOException {
    load.close();
    System.out.println(load);
    assertThat(load.inexplicable()).isEmpty();
    ClusterFaultsIT.assertAllHave(apis(servers), load.acknowledged());
  }

  private static long voters(ProcessAgent asked) throws IOException {
    return api(asked)
        .json("/v1/operator/raft/configuration?stale")
        .path("Servers")
        .values()
        .stream()
        .filter(server -> server.path("Voter").asBoolean())
        .count();
  }

  @Test
  @Tag("slow")
  void serversComeAndGoUnderLoad() throws Exception {
    var first = cluster.threeServers();
    var load = RegisterLoad.start(apis(first), seed);
    var all = new ArrayList<>(first);
    for (var name : List.of("node4", "node5")) {
      var config = LocalCluster.joining(cluster.config(name, true), first.getFirst());
      all.add(cluster.start(config));
      eventually(() -> voters(first.getFirst()) == all.size());
    }
    var leaving = LocalCluster.leader(all);
    for (var gone : List.of(leaving, all.getLast() == leaving ? all.getFirst() : all.getLast())) {
      all.remove(gone);
      assertThat(cluster.command(gone, "leave").exitCode()).isZero();
      eventually(() -> voters(all.getFirst()) == all.size());
    }
    for (var server : all) {
      eventually(() -> api(server).put("/v1/kv/ready", "yes").status() == 200);
    }
    judge(load, all);
  }

  @Test
  @Tag("slow")
  void allServersStartAnewOneOfThemWithATornLog() throws Exception {
    var servers = cluster.threeServers();
    var load = RegisterLoad.start(apis(servers), seed);
    for (int i = 0; i < 100; i++) {
      api(servers.get(i % 3)).accepted("/v1/kv/torn/" + i, "x");
    }
    servers.forEach(ProcessAgent::kill9);
    // What a power failure in the middle of a write leaves.
    Files.write(newestSegment("node2"), new byte[] {7, 7, 7, 7, 7}, StandardOpenOption.APPEND);
    for (var server : servers) {
      server.restartWithoutWaiting();
    }
    for (var server : servers) {
      eventually(() -> api(server).put("/v1/kv/ready", "yes").status() == 200);
      var keys = JsonText.parse(api(server).consistent("/v1/kv/torn/?recurse")).orElseThrow();
      assertThat(keys.size()).isEqualTo(100);
    }
    judge(load, servers);
  }

  private Path newestSegment(String node) throws IOException {
    try (var files = Files.list(cluster.data(node).resolve("raft").resolve("log"))) {
      return files.max(Comparator.naturalOrder()).orElseThrow();
    }
  }

  /** A full disk stops the server it belongs to, in one sentence, and nobody else. */
  @Test
  void aLeaderWithAFullDiskStopsAloneAndComesBackWhenThereIsRoom() throws Exception {
    outliveAFullDisk("leader");
  }

  @Test
  @Tag("slow")
  void aFollowerWithAFullDiskStopsAloneAndComesBackWhenThereIsRoom() throws Exception {
    outliveAFullDisk("follower");
  }

  private void outliveAFullDisk(String role) throws Exception {
    var disk = Files.createDirectory(folder.resolve("disk"));
    try (var _ = SmallDisk.mount(disk)) {
      var ballast = Files.write(disk.resolve("ballast"), new byte[SmallDisk.BALLAST_BYTES]);
      var first = cluster.server("node1", 3);
      var config = cluster.config("full", true).put("bootstrap_expect", 3);
      config.put("data_dir", disk.resolve("data").toString());
      try (var full = cluster.start(LocalCluster.joining(config, first))) {
        outliveAFullDisk(role, first, full, ballast);
      }
    }
  }

  private void outliveAFullDisk(String role, ProcessAgent first, ProcessAgent full, Path ballast)
      throws Exception {
    var third = cluster.config("node3", true).put("bootstrap_expect", 3);
    var servers = List.of(first, full, cluster.start(LocalCluster.joining(third, first)));
    for (var server : servers) {
      eventually(() -> api(server).put("/v1/kv/ready", "yes").status() == 200);
    }
    lead(role.equals("leader") ? full : first, servers);
    var load = RegisterLoad.start(apis(servers), seed);
    fill(full, first);
    assertThat(full.log().stream().filter(line -> line.contains(DISK_FULL)))
        .as("lines about the disk")
        .singleElement()
        .asString()
        .contains("[ERROR]");
    for (var server : List.of(first, servers.getLast())) {
      eventually(() -> api(server).put("/v1/kv/after", "yes").status() == 200);
    }
    if (full.isAlive()) {
      full.kill9();
    }
    Files.delete(ballast);
    full.restart();
    await()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(api(full).put("/v1/kv/after", "again").status())
                    .as(String.join("\n", full.log()))
                    .isEqualTo(200));
    judge(load, servers);
  }

  /** Asks for another leader until all agree on it. */
  private static void lead(ProcessAgent wanted, List<ProcessAgent> servers) throws IOException {
    var id = api(wanted).json("/v1/agent/self").path("Config").path("NodeID").stringValue();
    for (var server : servers) {
      eventually(
          () -> {
            if (LocalCluster.leader(server, servers).equals(Optional.of(wanted))) {
              return true;
            }
            api(server).post("/v1/operator/raft/transfer-leader?id=" + id, "");
            return false;
          });
    }
  }

  /** Writes through another server until the disk of one is full. */
  private static void fill(ProcessAgent full, ProcessAgent through) throws Exception {
    var value = "x".repeat(VALUE_BYTES);
    for (int i = 0; i < 2 * SmallDisk.BYTES / VALUE_BYTES; i++) {
      api(through).tryPut("/v1/kv/big/" + i, value);
      if (full.log().stream().anyMatch(line -> line.contains(DISK_FULL))) {
        return;
      }
    }
    throw new AssertionError("the disk is never full");
  }
}
