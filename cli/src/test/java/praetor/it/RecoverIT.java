package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static praetor.it.LocalCluster.api;
import static praetor.it.LocalCluster.eventually;

import java.io.IOException;
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
import praetor.testkit.vectors.JsonText;

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

  /** Says something to the question whether a server is to go on alone. */
  private Console.Ended answer(String node, String said) throws Exception {
    var words =
        List.of("operator", "raft", "recover", "-data-dir=" + cluster.data(node), "-keep=" + node);
    try (var console = Console.start(folder, Program.command(), words)) {
      try (var keyboard = console.child().process().outputWriter()) {
        keyboard.write(said + "\n");
      }
      return console.ended();
    }
  }

  private static long alive(ProcessAgent asked) throws IOException {
    return api(asked).json("/v1/agent/members").values().stream()
        .filter(member -> member.path("Status").asInt() == 1)
        .count();
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
    var keys = JsonText.parse(api(server).consistent("/v1/kv/key/?recurse")).orElseThrow();
    assertThat(keys.size()).isEqualTo(KEYS);
  }

  @Test
  void oneOfThreeServersGoesOnAloneWithEveryAcknowledgedWrite() throws Exception {
    var servers = cluster.threeServers();
    write(servers);
    // The one that led: it has heard of no other leader.
    var left = LocalCluster.leader(servers);
    var name = left.folder().getFileName().toString();
    var lost = servers.stream().filter(server -> server != left).toList();
    var gone = lost.stream().map(server -> server.folder().getFileName().toString()).toList();
    assertThat(cluster.command(left, "operator", "raft", "recover").output())
        .contains("There is a leader")
        .contains("nothing has to be recovered");
    for (var server : lost) {
      server.kill9();
      cluster.loseData(server.folder().getFileName().toString());
    }
    eventually(
        () -> alive(left) == 1 && api(left).json("/v1/status/leader").stringValue().isEmpty());
    assertThat(cluster.command(left, "operator", "raft", "recover").output())
        .contains("There is no leader: 1 of 3 voters is alive, and 2 are needed.");

    assertThat(recover(name).output()).contains("is in use by another server");
    left.kill9();
    var seen = recover(name);
    assertThat(seen.exitCode()).as(seen.output()).isZero();
    assertThat(seen.output())
        .contains("Of 3 voters 2 are needed")
        .containsPattern(
            gone.getFirst() + " .* 127\\.0\\.0\\.1:" + lost.getFirst().ports().server() + " .* -\n")
        .containsPattern(name + " .* entry \\d+ of term \\d+")
        .contains("-keep=" + name)
        .contains("Nothing was changed.");

    assertThat(recover(name, "-keep=" + gone.getFirst()).output())
        .contains(name + " is not among the servers to keep");
    assertThat(recover(name, "-keep=" + name, "-keep=" + gone.getFirst()).output())
        .contains(name + " and " + gone.getFirst() + " are a majority of the voters");
    assertThat(recover(name, "-keep=node9").output()).contains("names none of the group's");
    assertThat(recover(name, "-keep=" + name, "-dry-run").output())
        .contains("Nothing was written.");
    assertThat(answer(name, "no").exitCode()).isEqualTo(1);
    assertThat(peersFile(name)).doesNotExist();

    var done = answer(name, "yes");
    assertThat(done.exitCode()).as(done.output()).isZero();
    assertThat(done.output())
        .contains("Wrote " + peersFile(name))
        .contains("Start the agent of " + name + " as always.")
        .containsPattern("Never start node\\d and node\\d with the old data again");
    assertThat(Files.readString(peersFile(name))).contains("\"node\": \"" + name + "\"");
    assertThat(recover(name).output()).contains("is there already, and names " + name);

    left.restart();
    eventually(() -> api(left).put("/v1/kv/after", "yes").status() == 200);
    assertAllThere(left);
    eventually(() -> !Files.exists(peersFile(name)));
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
