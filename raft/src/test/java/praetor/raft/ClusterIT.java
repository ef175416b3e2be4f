package praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static praetor.raft.RegisterMachine.put;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three servers over loopback. */
class ClusterIT {

  private final String a = "a-" + UUID.randomUUID();
  private final String b = "b-" + UUID.randomUUID();
  private final String c = "c-" + UUID.randomUUID();
  private final String d = "d-" + UUID.randomUUID();
  private final List<String> three = List.of(a, b, c);

  @TempDir private Path directory;
  private Cluster cluster;

  @BeforeEach
  void cluster() {
    cluster = new Cluster(directory, new RaftOptions.Snapshots(50, Duration.ofMillis(200), 10));
  }

  @AfterEach
  void close() throws Exception {
    cluster.close();
  }

  @Test
  void aWriteReachesEveryServer() throws Exception {
    startThree();
    cluster.write("k", "v");
    everywhere(Map.of("k", "v"));
    var leader = cluster.leader();
    assertThat(leader.engine().configuration())
        .extracting(Peer::id)
        .containsExactlyElementsOf(three);
    assertThat(leader.engine().configuration())
        .filteredOn(Peer::leader)
        .extracting(Peer::id)
        .containsExactly(leader.id());
  }

  @Test
  void aLargeCommandReachesEveryServer() throws Exception {
    startThree();
    var large = "x".repeat(5 << 20);
    cluster.write("large", large);
    cluster.write("small", "v");
    everywhere(Map.of("large", large, "small", "v"));
  }

  @Test
  void aFollowerNamesTheLeaderAndServesLinearizableReads() throws Exception {
    startThree();
    cluster.write("k", "v");
    var leader = cluster.leader();
    var follower = cluster.follower();
    var outcome = follower.engine().propose(put("x", "y")).get(5, TimeUnit.SECONDS);
    assertThat(((Outcome.NotLeader) outcome).leaderId()).contains(leader.id());
    assertThat(follower.engine().readBarrier().get(5, TimeUnit.SECONDS))
        .isInstanceOf(Barrier.Passed.class);
    assertThat(follower.machine().view()).containsEntry("k", "v");
    assertThat(follower.engine().status().lastContactMs()).isBetween(0L, 20_000L);
  }

  @Test
  void theOthersGoOnWhenTheLeaderStops() throws Exception {
    startThree();
    cluster.write("before", "1");
    var leader = cluster.leader().id();
    cluster.stop(leader);
    cluster.write("after", "2");
    everywhere(Map.of("before", "1", "after", "2"));
    cluster.start(leader, three);
    everywhere(Map.of("before", "1", "after", "2"));
  }

  @Test
  void anIsolatedLeaderAcknowledgesNothingAndLosesWhatItTook() throws Exception {
    startThree();
    cluster.write("k", "1");
    var old = cluster.leader();
    cluster.isolate(old.id());
    var lost = old.engine().propose(put("lost", "x"));
    cluster.write("k", "2");
    assertThat(lost.get(10, TimeUnit.SECONDS))
        .isInstanceOfAny(Outcome.Unknown.class, Outcome.NotLeader.class);
    assertThat(old.engine().readBarrier().get(10, TimeUnit.SECONDS))
        .isNotInstanceOf(Barrier.Passed.class);
    cluster.heal(old.id());
    everywhere(Map.of("k", "2"));
  }

  @Test
  void leadershipIsHandedOverWhenAsked() throws Exception {
    startThree();
    cluster.write("k", "v");
    var target = cluster.follower().id();
    assertThat(cluster.leader().engine().transferLeadership(target).get(5, TimeUnit.SECONDS))
        .isEqualTo(new AdminOutcome.Done());
    eventually().until(() -> cluster.node(target).leads());
    cluster.write("k", "w");
    everywhere(Map.of("k", "w"));
  }

  @Test
  void aGroupBeginsWhenItsFirstMembersAreToldLater() throws Exception {
    for (var id : three) {
      cluster.start(id, List.of());
    }
    var voters = three.stream().map(Peer::voter).toList();
    for (var node : cluster.nodes()) {
      assertThat(node.engine().configuration()).isEmpty();
      assertThat(node.engine().recover(voters).get(5, TimeUnit.SECONDS))
          .isEqualTo(new AdminOutcome.Done());
    }
    cluster.node(b).engine().campaign();
    eventually().until(() -> cluster.node(b).leads());
    cluster.write("k", "v");
    everywhere(Map.of("k", "v"));
    var leader = cluster.leader().id();
    cluster.stop(leader);
    cluster.start(leader, List.of());
    cluster.write("k", "w");
    everywhere(Map.of("k", "w"));
    assertThat(cluster.leader().engine().configuration()).hasSize(3);
  }

  @Test
  void aVoterIsAddedCatchesUpAndIsRemoved() throws Exception {
    startThree();
    cluster.write("k", "v");
    cluster.start(d, List.of());
    assertThat(cluster.leader().engine().addVoter(d).get(20, TimeUnit.SECONDS))
        .isEqualTo(new AdminOutcome.Done());
    everywhere(Map.of("k", "v"));
    assertThat(cluster.leader().engine().configuration()).hasSize(4);
    assertThat(cluster.leader().engine().removePeer(d).get(20, TimeUnit.SECONDS))
        .isEqualTo(new AdminOutcome.Done());
    assertThat(cluster.leader().engine().configuration()).extracting(Peer::id).doesNotContain(d);
  }

  @Test
  void aLearnerFollowsWithoutAVoteAndCanBePromoted() throws Exception {
    startThree();
    cluster.write("k", "v");
    var learner = cluster.start(d, List.of());
    assertThat(cluster.leader().engine().addLearner(d).get(20, TimeUnit.SECONDS))
        .isEqualTo(new AdminOutcome.Done());
    everywhere(Map.of("k", "v"));
    eventually().until(() -> learner.engine().status().role() == RaftStatus.Role.LEARNER);
    assertThat(cluster.leader().engine().addVoter(d).get(20, TimeUnit.SECONDS))
        .isEqualTo(new AdminOutcome.Done());
    eventually().until(() -> learner.engine().status().role() == RaftStatus.Role.FOLLOWER);
  }

  @Test
  void aLateServerIsBroughtUpBySnapshot() throws Exception {
    startThree();
    var late = cluster.follower().id();
    cluster.stop(late);
    var expected = new TreeMap<String, String>();
    for (int i = 0; i < 300; i++) {
      cluster.write("k" + i % 40, "v" + i);
      expected.put("k" + i % 40, "v" + i);
    }
    var leader = cluster.leader();
    eventually().until(() -> leader.engine().status().firstLogIndex() > 100);
    var restarted = cluster.start(late, three);
    everywhere(expected);
    assertThat(restarted.machine().restores()).isPositive();
    cluster.write("k", "after");
    expected.put("k", "after");
    everywhere(expected);
  }

  @Test
  void everythingIsThereAfterAllServersRestart() throws Exception {
    startThree();
    var expected = new TreeMap<String, String>();
    for (int i = 0; i < 120; i++) {
      cluster.write("k" + i, "v");
      expected.put("k" + i, "v");
    }
    for (var id : three) {
      cluster.stop(id);
    }
    startThree();
    everywhere(expected);
  }

  @Test
  void aSurvivorRecoversFromALostMajority() throws Exception {
    startThree();
    cluster.write("k", "v");
    everywhere(Map.of("k", "v"));
    cluster.stop(a);
    cluster.stop(b);
    var survivor = cluster.node(c);
    eventually().until(() -> !survivor.leads());
    assertThat(survivor.engine().recover(List.of(Peer.voter(c))).get(5, TimeUnit.SECONDS))
        .isEqualTo(new AdminOutcome.Done());
    cluster.write("k", "w");
    assertThat(survivor.machine().view()).isEqualTo(Map.of("k", "w"));
  }

  private void startThree() throws Exception {
    for (var id : three) {
      cluster.start(id, three);
    }
  }

  private void everywhere(Map<String, String> expected) {
    eventually()
        .untilAsserted(
            () ->
                assertThat(cluster.nodes())
                    .allSatisfy(node -> assertThat(node.machine().view()).isEqualTo(expected)));
  }

  private static ConditionFactory eventually() {
    return await().atMost(20, TimeUnit.SECONDS).pollInterval(10, TimeUnit.MILLISECONDS);
  }
}
