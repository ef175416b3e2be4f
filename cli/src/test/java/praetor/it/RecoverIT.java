package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static praetor.it.LocalCluster.api;
import static praetor.it.LocalCluster.eventually;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.ProcessAgent;

/** A person at three in the morning gets a cluster going again that has lost its majority. */
@Timeout(300)
class RecoverIT {
  private static final int KEYS = 200;

  @TempDir Path folder;
  private LocalCluster cluster;

  @BeforeEach
  void prepare() {
    cluster = new LocalCluster(folder);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private Console.Ended recover(String node, String... more) throws Exception {
    var words = new ArrayList<>(List.of("operator", "raft", "recover"));
    words.add("-data-dir=" + cluster.data(node));
    words.addAll(List.of(more));
    return cluster.offline(words.toArray(String[]::new));
  }

  private Path peersFile(String node) {
    return cluster.data(node).resolve("raft").resolve("peers.json");
  }

  private static void write(List<ProcessAgent> servers) throws Exception {
    for (int i = 0; i < KEYS; i++) {
      api(servers.get(i % servers.size())).accepted("/v1/kv/key/" + i, "value " + i);
    }
  }

  private static void assertAllThere(ProcessAgent server) throws Exception {
    assertThat(api(server).json("/v1/kv/key/?recurse&consistent").size()).isEqualTo(KEYS);
  }

  @Test
  void oneOfThreeServersGoesOnAloneWithEveryAcknowledgedWrite() throws Exception {
    var servers = cluster.threeServers();
    write(servers);
    var left = servers.get(1);
    assertThat(cluster.command(left, "operator", "raft", "recover").output())
        .contains("There is a leader")
        .contains("nothing has to be recovered");
    for (var lost : List.of(0, 2)) {
      servers.get(lost).kill9();
      cluster.loseData("node" + (lost + 1));
    }
    eventually(
        () ->
            cluster
                .command(left, "operator", "raft", "recover")
                .output()
                .contains("There is no leader: 1 of 3 voters is alive, and 2 are needed."));

    assertThat(recover("node2").output()).contains("is in use by another server");
    left.kill9();
    var seen = recover("node2");
    assertThat(seen.exitCode()).as(seen.output()).isZero();
    assertThat(seen.output())
        .contains("Of 3 voters 2 are needed")
        .containsPattern("node1 +[0-9a-f-]{36} +127\\.0\\.0\\.1:" + servers.get(0).ports().server())
        .containsPattern("node2 .* entry \\d+ of term \\d+")
        .containsPattern("node3 .* -\n")
        .contains("-keep=node2")
        .contains("Nothing was changed.");

    assertThat(recover("node2", "-keep=node1").output())
        .contains("node2 is not among the servers to keep");
    assertThat(recover("node2", "-keep=node2", "-keep=node1").output())
        .contains("node2 and node1 are a majority of the voters");
    assertThat(recover("node2", "-keep=node9").output()).contains("names none of the group's");
    assertThat(recover("node2", "-keep=node2", "-dry-run").output())
        .contains("Nothing was written.");
    assertThat(recover("node2", "-keep=node2").exitCode()).as("nobody said yes").isEqualTo(1);
    assertThat(peersFile("node2")).doesNotExist();

    var done = recover("node2", "-keep=node2", "-yes");
    assertThat(done.exitCode()).as(done.output()).isZero();
    assertThat(done.output())
        .contains("Wrote " + peersFile("node2"))
        .contains("Start the agent of node2 as always.")
        .contains("Never start node1 and node3 with the old data again");
    assertThat(Files.readString(peersFile("node2"))).contains("\"node\": \"node2\"");
    assertThat(recover("node2").output()).contains("is there already, and names node2");

    left.restart();
    eventually(() -> api(left).put("/v1/kv/after", "yes").status() == 200);
    assertAllThere(left);
    eventually(() -> !Files.exists(peersFile("node2")));
    var newcomer = cluster.start(LocalCluster.joining(cluster.config("node4", true), left));
    eventually(() -> api(newcomer).put("/v1/kv/after", "too").status() == 200);
    assertAllThere(newcomer);
  }

  @Test
  void ofTwoSurvivorsOfFiveTheOneWithTheNewerLogIsTold() throws Exception {
    var servers = new ArrayList<ProcessAgent>();
    for (int i = 1; i <= 5; i++) {
      var config = cluster.config("node" + i, true).put("bootstrap_expect", 5);
      servers.add(
          cluster.start(
              servers.isEmpty() ? config : LocalCluster.joining(config, servers.getFirst())));
    }
    for (var server : servers) {
      eventually(() -> api(server).put("/v1/kv/ready", "yes").status() == 200);
    }
    var leader = LocalCluster.leader(servers);
    var followers = servers.stream().filter(server -> server != leader).toList();
    var older = followers.get(0);
    var newer = followers.get(1);
    older.kill9();
    var others = servers.stream().filter(ProcessAgent::isAlive).toList();
    write(others);
    eventually(() -> api(newer).json("/v1/kv/key/?recurse&stale").size() == KEYS);
    for (var lost : others) {
      lost.kill9();
    }
    var olderName = older.folder().getFileName().toString();
    var newerName = newer.folder().getFileName().toString();

    var json = recover(olderName, "-format=json").output();
    var file = Files.writeString(folder.resolve("older.json"), json);
    var keep = new String[] {"-keep=" + olderName, "-keep=" + newerName, "-yes", file.toString()};
    var first = recover(newerName, keep);
    assertThat(first.output())
        .contains("The newest log is that of " + newerName + ".")
        .contains("On " + olderName + ": stop the agent and run there")
        .contains("Start the agent of " + newerName + " first");
    assertThat(recover(olderName, keep[0], keep[1], "-yes").exitCode()).isZero();

    newer.restart();
    older.restart();
    for (var server : List.of(newer, older)) {
      eventually(() -> api(server).put("/v1/kv/after", "yes").status() == 200);
      assertAllThere(server);
    }
    eventually(() -> !Files.exists(peersFile(olderName)) && !Files.exists(peersFile(newerName)));
  }
}
