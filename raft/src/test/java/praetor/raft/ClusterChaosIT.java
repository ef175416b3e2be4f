package praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three servers under writes while chance isolates, stops and restarts them. */
@Tag("slow")
class ClusterChaosIT {

  private static final int ROUNDS = Integer.getInteger("chaos.rounds", 20);

  private final List<String> three = List.of("chaos-a", "chaos-b", "chaos-c");
  private final Map<String, String> acknowledged = new ConcurrentSkipListMap<>();
  private final AtomicInteger staleReads = new AtomicInteger();
  private final AtomicBoolean done = new AtomicBoolean();

  @TempDir private Path directory;

  @Test
  void noAcknowledgedWriteIsLostAndNoLinearizableReadIsStale() throws Exception {
    long seed = Long.getLong("seed", 4711);
    System.out.println("seed=" + seed);
    var random = new Random(seed);
    var snapshots = new RaftOptions.Snapshots(300, Duration.ofMillis(100), 50);
    try (var cluster = new Cluster(directory, snapshots)) {
      for (var id : three) {
        cluster.start(id, three);
      }
      var writers = List.of(writer(cluster, "w1"), writer(cluster, "w2"), writer(cluster, "w3"));
      for (int round = 0; round < ROUNDS; round++) {
        disturb(cluster, random);
      }
      done.set(true);
      for (var writer : writers) {
        writer.join();
      }
      check(cluster);
    }
  }

  private void disturb(Cluster cluster, Random random) throws Exception {
    var id = random.nextBoolean() ? cluster.leader().id() : three.get(random.nextInt(3));
    Thread.sleep(random.nextInt(300));
    if (random.nextBoolean()) {
      cluster.isolate(id);
      Thread.sleep(random.nextInt(1_500));
      cluster.heal(id);
    } else {
      cluster.stop(id);
      Thread.sleep(random.nextInt(1_000));
      cluster.start(id, three);
    }
  }

  /** Writes numbers under one key, each acknowledged before the next, and reads them back. */
  private Thread writer(Cluster cluster, String key) {
    return Thread.ofVirtual()
        .start(
            () -> {
              for (int i = 0; !done.get(); i++) {
                try {
                  cluster.write(key, String.valueOf(i));
                  acknowledged.put(key, String.valueOf(i));
                  read(cluster, key, i);
                } catch (Exception | AssertionError e) {
                  // No leader, or the server asked was stopped: the next write tries again.
                  Thread.onSpinWait();
                }
              }
            });
  }

  private void read(Cluster cluster, String key, int written) throws Exception {
    var nodes = cluster.nodes();
    var node = nodes.get(written % nodes.size());
    if (node.engine().readBarrier().get(5, TimeUnit.SECONDS) instanceof Barrier.Passed) {
      var value = node.machine().view().get(key);
      if (value == null || Integer.parseInt(value) < written) {
        staleReads.incrementAndGet();
      }
    }
  }

  private void check(Cluster cluster) {
    assertThat(staleReads).hasValue(0);
    assertThat(acknowledged.values()).allSatisfy(v -> assertThat(v).isNotEqualTo("0"));
    await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(
            () -> {
              var views = cluster.nodes().stream().map(node -> node.machine().view()).toList();
              assertThat(views).hasSize(3);
              assertThat(views).allSatisfy(view -> assertThat(view).isEqualTo(views.getFirst()));
              acknowledged.forEach(
                  (key, value) ->
                      assertThat(Integer.parseInt(views.getFirst().get(key)))
                          .isGreaterThanOrEqualTo(Integer.parseInt(value)));
            });
    System.out.println("acknowledged " + acknowledged);
  }
}
