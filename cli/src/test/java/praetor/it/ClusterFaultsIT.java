package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.ProcessAgent;
import praetor.testkit.history.Operation;
import praetor.testkit.history.Porcupine;
import praetor.testkit.net.NetworkLab;
import praetor.testkit.vectors.JsonText;
import tools.jackson.databind.JsonNode;

/**
 * Servers that are killed, stand still and are cut off while callers write and read: nothing that
 * was acknowledged is lost, and one order explains all that was answered.
 */
@Timeout(300)
class ClusterFaultsIT {
  /** What can happen to a cluster. Each ends with everything whole again. */
  enum Fault {
    LEADER_KILLED,
    FOLLOWER_KILLED,
    LEADER_PAUSED,
    LEADER_CUT_OFF,
    FOLLOWER_CUT_OFF,
    LEADER_UNHEARD,
    LEADER_DEAF,
    PACKETS_LOST,
    PACKETS_LATE,
    ALL_KILLED
  }

  private static final Duration LASTS = Duration.ofSeconds(4);
  private static final Duration CALM = Duration.ofSeconds(1);
  private static final double LOSS = 0.2;
  private static final Duration LATE_LEAST = Duration.ofMillis(50);
  private static final Duration LATE_MOST = Duration.ofMillis(250);
  private static final int HOSTS_MAX = 5;

  @TempDir Path folder;
  private NetworkLab network;

  @BeforeEach
  void makeTheNetwork(TestInfo test) throws InterruptedException {
    try {
      network = NetworkLab.create(HOSTS_MAX);
    } catch (IOException unable) {
      Skip.unless(false, test.getDisplayName(), "no network namespaces: " + unable.getMessage());
    }
  }

  @AfterEach
  void takeTheNetworkAway() {
    if (network != null) {
      network.close();
    }
  }

  @Test
  void threeServersOutliveOneFaultOfEachKind() throws Exception {
    outlive(3, List.of(Fault.values()), System.nanoTime());
  }

  @Test
  @Tag("slow")
  @Timeout(2_400)
  void threeServersOutliveManyFaults() throws Exception {
    long seed = System.nanoTime();
    agreeWithPorcupine(outlive(3, many(seed), seed));
  }

  @Test
  @Tag("slow")
  @Timeout(2_400)
  void fiveServersOutliveManyFaults() throws Exception {
    long seed = System.nanoTime();
    agreeWithPorcupine(outlive(5, many(seed), seed));
  }

  /** An independent check finds no history that nothing explains. */
  private void agreeWithPorcupine(List<List<Operation>> histories) throws Exception {
    try {
      var judgements = Porcupine.build(folder).judge(histories);
      System.out.println("porcupine: " + judgements);
      assertThat(judgements).isNotEmpty().doesNotContain("false");
    } catch (IOException lacking) {
      Skip.unless(false, "porcupine", "not made: " + lacking.getMessage());
    }
  }

  private static List<Fault> many(long seed) {
    return new Random(seed)
        .ints(40, 0, Fault.values().length)
        .mapToObj(i -> Fault.values()[i])
        .toList();
  }

  private List<List<Operation>> outlive(int servers, List<Fault> faults, long seed)
      throws Exception {
    System.out.println("seed=" + seed);
    var random = new Random(seed);
    try (var cluster = FaultCluster.start(network, servers, folder)) {
      var load = RegisterLoad.start(cluster.apis(), seed);
      try (load;
          var availability = new Availability(cluster.uris())) {
        for (var fault : faults) {
          Thread.sleep(CALM.toMillis());
          long beganNanos = System.nanoTime();
          strike(cluster, fault, random);
          long wholeNanos = System.nanoTime();
          for (int i = 0; i < servers; i++) {
            cluster.awaitWrites(i);
          }
          System.out.printf(
              "%s: no write was accepted for %d ms at most; by all servers %d ms after the end%n",
              fault,
              availability.longestGapMs(beganNanos),
              (System.nanoTime() - wholeNanos) / 1_000_000);
        }
      }
      System.out.println(load);
      assertThat(load.inexplicable()).isEmpty();
      assertAllHave(cluster.apis(), load.acknowledged());
      return load.histories();
    }
  }

  private void strike(FaultCluster cluster, Fault fault, Random random) throws Exception {
    int leader = cluster.leader();
    int follower = (leader + 1 + random.nextInt(cluster.size() - 1)) % cluster.size();
    switch (fault) {
      case LEADER_KILLED -> killAndRestart(cluster.server(leader));
      case FOLLOWER_KILLED -> killAndRestart(cluster.server(follower));
      case LEADER_PAUSED -> {
        cluster.server(leader).pause();
        Thread.sleep(LASTS.toMillis());
        cluster.server(leader).resume();
      }
      case LEADER_CUT_OFF -> {
        network.isolate(leader);
        last();
      }
      case FOLLOWER_CUT_OFF -> {
        network.isolate(follower);
        last();
      }
      case LEADER_UNHEARD -> {
        for (int i = 0; i < cluster.size(); i++) {
          if (i != leader) {
            network.cut(leader, i);
          }
        }
        last();
      }
      case LEADER_DEAF -> {
        for (int i = 0; i < cluster.size(); i++) {
          if (i != leader) {
            network.cut(i, leader);
          }
        }
        last();
      }
      case PACKETS_LOST -> {
        network.lose(LOSS);
        last();
      }
      case PACKETS_LATE -> {
        network.delay(LATE_LEAST, LATE_MOST, random);
        last();
      }
      case ALL_KILLED -> {
        for (int i = 0; i < cluster.size(); i++) {
          cluster.server(i).kill9();
        }
        for (int i = 0; i < cluster.size(); i++) {
          cluster.server(i).restartWithoutWaiting();
        }
      }
    }
  }

  private void last() throws Exception {
    Thread.sleep(LASTS.toMillis());
    network.heal();
  }

  private static void killAndRestart(ProcessAgent server) throws Exception {
    server.kill9();
    Thread.sleep(CALM.toMillis());
    server.restart();
  }

  /** Fails when a server lacks a write that was acknowledged, or has others than the leader. */
  static void assertAllHave(List<Api> servers, Map<String, String> acknowledged) {
    var text = servers.getFirst().consistent("/v1/kv/own/?recurse");
    var first = entries(JsonText.parse(text).orElseThrow());
    assertThat(first).as("acknowledged writes").containsAllEntriesOf(acknowledged);
    for (var api : servers) {
      await()
          .atMost(FaultCluster.READY_MAX)
          .untilAsserted(
              () -> assertThat(entries(api.json("/v1/kv/own/?recurse&stale"))).isEqualTo(first));
    }
  }

  private static Map<String, String> entries(JsonNode list) {
    var entries = new TreeMap<String, String>();
    for (var entry : list) {
      entries.put(
          entry.path("Key").stringValue(),
          new String(
              Base64.getDecoder().decode(entry.path("Value").stringValue()),
              StandardCharsets.UTF_8));
    }
    return entries;
  }
}
