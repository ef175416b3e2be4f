package praetor.raft.jraft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static praetor.raft.RegisterMachine.put;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import praetor.raft.AdminOutcome;
import praetor.raft.LeadershipListener;
import praetor.raft.Outcome;
import praetor.raft.RaftEngine;
import praetor.raft.RaftFailure;
import praetor.raft.RaftOptions;
import praetor.raft.RaftStartException;
import praetor.raft.RaftStatus;
import praetor.raft.RegisterMachine;
import praetor.raft.disk.FaultyDisk;

/** What a lone engine does with its disk, good and bad. */
class EngineDiskTest {

  private final RaftOptions options = Engines.options(UUID.randomUUID().toString());
  private final TreeMap<String, String> acknowledged = new TreeMap<>();

  @Test
  void aRestartReplaysTheLog() throws Exception {
    var disk = new FaultyDisk();
    try (var engine = Engines.lead(options, new RegisterMachine(), disk)) {
      write(engine, 100);
    }
    var machine = new RegisterMachine();
    try (var engine = Engines.lead(options, machine, disk)) {
      assertThat(machine.view()).isEqualTo(acknowledged);
      assertThat(engine.status().term()).isGreaterThan(1);
      write(engine, 10);
      assertThat(machine.view()).isEqualTo(acknowledged);
    }
  }

  @Test
  void theConfigurationIsThatOfTheNewestEntryThatHoldsOne() throws Exception {
    var disk = new FaultyDisk();
    long lastIndex;
    try (var engine = Engines.lead(options, new RegisterMachine(), disk)) {
      assertThat(engine.configurationIndex()).isEqualTo(1);
      write(engine, 10);
      assertThat(engine.configurationIndex()).isEqualTo(1);
      lastIndex = engine.status().lastLogIndex();
    }
    // A new leader writes the configuration anew.
    try (var engine = Engines.lead(options, new RegisterMachine(), disk)) {
      assertThat(engine.configurationIndex()).isEqualTo(lastIndex + 1);
    }
  }

  @Test
  void aKilledEngineLosesNothing() throws Exception {
    var disk = new FaultyDisk();
    FaultyDisk killed;
    try (var engine = Engines.lead(options, new RegisterMachine(), disk)) {
      write(engine, 100);
      killed = disk.afterKill();
    }
    checkRestart(killed);
  }

  @Test
  void aFullDiskStopsTheEngineAndSaysSo() throws Exception {
    var disk = new FaultyDisk();
    var failure = new CompletableFuture<RaftFailure>();
    var lost = new CompletableFuture<Boolean>();
    try (var engine = Engines.lead(options, new RegisterMachine(), disk)) {
      engine.onFailure(failure::complete);
      engine.onLeadershipChange(lossTo(lost));
      disk.spaceLeft(50_000);
      var last = write(engine, 5_000);
      assertThat(last).isInstanceOfAny(Outcome.Unknown.class, Outcome.Refused.class);
      assertThat(failure.get(5, TimeUnit.SECONDS))
          .isEqualTo(
              new RaftFailure(
                  RaftFailure.Kind.DISK,
                  "writing the log in /disk/log failed: No space left on device"));
      assertThat(lost.get(5, TimeUnit.SECONDS)).isTrue();
      assertThat(engine.status().role()).isEqualTo(RaftStatus.Role.STOPPED);
      assertThat(engine.propose(put("late", "x")).get(1, TimeUnit.SECONDS))
          .isEqualTo(
              new Outcome.Refused("writing the log in /disk/log failed: No space left on device"));
    }
    disk.spaceLeft(Long.MAX_VALUE);
    checkRestart(disk.afterCrash(new Random(1)));
  }

  @Test
  void everyWriteThatAFullDiskCutsOffIsToldTheReason() throws Exception {
    var reason = "writing the log in /disk/log failed: No space left on device";
    for (int round = 0; round < 20; round++) {
      var disk = new FaultyDisk();
      try (var engine = Engines.lead(options, new RegisterMachine(), disk)) {
        disk.spaceLeft(20_000);
        var outcomes = new ArrayList<CompletableFuture<Outcome>>();
        for (int i = 0; i < 500; i++) {
          outcomes.add(engine.propose(put("k" + i, "v".repeat(80))));
        }
        assertThat(outcomes)
            .extracting(outcome -> outcome.get(5, TimeUnit.SECONDS))
            .filteredOn(outcome -> !(outcome instanceof Outcome.Applied))
            .isNotEmpty()
            .containsAnyOf(new Outcome.Unknown(reason), new Outcome.Refused(reason))
            .isSubsetOf(new Outcome.Unknown(reason), new Outcome.Refused(reason));
      }
    }
  }

  @Test
  void aStateMachineThatThrowsStopsTheEngine() throws Exception {
    var failure = new CompletableFuture<RaftFailure>();
    var machine =
        new RegisterMachine() {
          @Override
          public Object apply(long index, long term, ByteBuffer command) {
            if (command.remaining() == 3 && command.get(0) == 'x') {
              throw new IllegalStateException("boom");
            }
            return super.apply(index, term, command);
          }
        };
    try (var engine = Engines.lead(options, machine, new FaultyDisk())) {
      engine.onFailure(failure::complete);
      var outcome = engine.propose(put("x", "1")).get(5, TimeUnit.SECONDS);
      assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
      assertThat(failure.get(5, TimeUnit.SECONDS).kind()).isEqualTo(RaftFailure.Kind.STATE_MACHINE);
      assertThat(failure.join().message()).contains("applying log entry").contains("boom");
      assertThat(engine.propose(put("a", "1")).get(5, TimeUnit.SECONDS))
          .isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void aSnapshotReplacesTheLogAtARestart() throws Exception {
    var disk = new FaultyDisk();
    try (var engine = Engines.lead(options, new RegisterMachine(), disk)) {
      write(engine, 100);
      assertThat(engine.snapshot().get(5, TimeUnit.SECONDS)).isEqualTo(new AdminOutcome.Done());
      assertThat(engine.status().snapshotIndex()).isGreaterThanOrEqualTo(100);
      write(engine, 20);
    }
    var machine = checkRestart(disk);
    assertThat(machine.restores()).isEqualTo(1);
  }

  @Test
  void aDamagedSnapshotIsReplacedByTheOneBeforeAndTheLog() throws Exception {
    var disk = new FaultyDisk();
    try (var engine = Engines.lead(options, new RegisterMachine(), disk)) {
      write(engine, 100);
      engine.snapshot().get(5, TimeUnit.SECONDS);
      write(engine, 100);
      engine.snapshot().get(5, TimeUnit.SECONDS);
      write(engine, 20);
    }
    var newest = disk.list("snapshots").getLast();
    disk.damage("snapshots/" + newest, 300, 1);
    checkRestart(disk);
    assertThat(disk.list("snapshots")).contains(newest + ".damaged").doesNotContain(newest);
  }

  @Test
  void aDamagedSnapshotThatNothingReplacesIsRefused() throws Exception {
    var disk = new FaultyDisk();
    try (var engine = Engines.lead(options, new RegisterMachine(), disk)) {
      for (int i = 0; i < 3; i++) {
        write(engine, 200);
        engine.snapshot().get(5, TimeUnit.SECONDS);
      }
    }
    for (var name : disk.list("snapshots")) {
      disk.damage("snapshots/" + name, 300, 1);
    }
    assertThatThrownBy(() -> Engines.start(options, new RegisterMachine(), disk))
        .isInstanceOf(RaftStartException.class)
        .hasMessageContaining("/disk/snapshots/")
        .hasMessageContaining("is damaged")
        .hasMessageContaining("the log does not hold what it held");
  }

  @Test
  void aMissingSnapshotIsRefused() throws Exception {
    var disk = new FaultyDisk();
    try (var engine = Engines.lead(options, new RegisterMachine(), disk)) {
      for (int i = 0; i < 3; i++) {
        write(engine, 200);
        engine.snapshot().get(5, TimeUnit.SECONDS);
      }
    }
    for (var name : disk.list("snapshots")) {
      disk.delete("snapshots/" + name);
    }
    assertThatThrownBy(() -> Engines.start(options, new RegisterMachine(), disk))
        .isInstanceOf(RaftStartException.class)
        .hasMessageMatching("log entries 1 to \\d+ are missing: the log in .* begins with \\d+");
  }

  @Test
  void aLostVoteIsRefused() throws Exception {
    var disk = new FaultyDisk();
    try (var engine = Engines.lead(options, new RegisterMachine(), disk)) {
      write(engine, 10);
    }
    disk.delete("vote/vote");
    assertThatThrownBy(() -> Engines.start(options, new RegisterMachine(), disk))
        .isInstanceOf(RaftStartException.class)
        .hasMessageContaining("the vote in /disk/vote is of term 0");
  }

  @Test
  void aDamagedLogIsRefused() throws Exception {
    var disk = new FaultyDisk();
    try (var engine = Engines.lead(options, new RegisterMachine(), disk)) {
      write(engine, 10);
    }
    disk.damage("log/" + disk.list("log").getFirst(), 100, 1);
    assertThatThrownBy(() -> Engines.start(options, new RegisterMachine(), disk))
        .isInstanceOf(RaftStartException.class)
        .hasMessageContaining("log segment /disk/log/")
        .hasMessageContaining("is damaged at offset");
  }

  @Test
  void theDiskStaysBoundedUnderEndlessWrites() throws Exception {
    var disk = new FaultyDisk();
    var frugal = options.withSnapshots(new RaftOptions.Snapshots(500, Duration.ofMillis(20), 100));
    long bytesMax = 0;
    try (var engine = Engines.lead(frugal, new RegisterMachine(), disk)) {
      for (int i = 0; i < 40; i++) {
        write(engine, 500, i);
        bytesMax = Math.max(bytesMax, disk.totalBytes());
        long due = engine.status().appliedIndex() - 1_500;
        await()
            .atMost(5, TimeUnit.SECONDS)
            .pollInterval(2, TimeUnit.MILLISECONDS)
            .until(() -> engine.status().snapshotIndex() >= due);
      }
      // 20,000 writes of some 130 bytes. Kept are at most: what a snapshot may lag behind (2,000)
      // twice, for the log begins at the snapshot before, and three snapshots of 500 keys.
      assertThat(bytesMax).isLessThan(800_000);
      assertThat(engine.status().firstLogIndex()).isGreaterThan(15_000);
    }
    checkRestart(disk);
  }

  @Test
  void aSnapshotThatCannotBeWrittenIsTriedAgainLater() throws Exception {
    var disk = new FaultyDisk();
    try (var engine = Engines.lead(options, new RegisterMachine(), disk)) {
      write(engine, 100);
      disk.spaceLeft(100);
      assertThat(engine.snapshot().get(5, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              AdminOutcome.Refused.class,
              refused -> assertThat(refused.reason()).contains("No space left on device"));
      disk.spaceLeft(Long.MAX_VALUE);
      assertThat(engine.snapshot().get(5, TimeUnit.SECONDS)).isEqualTo(new AdminOutcome.Done());
      write(engine, 10);
    }
    checkRestart(disk);
  }

  private RegisterMachine checkRestart(FaultyDisk disk) throws Exception {
    var machine = new RegisterMachine();
    try (var engine = Engines.lead(options, machine, disk)) {
      assertThat(machine.view()).containsAllEntriesOf(acknowledged);
      assertThat(engine.propose(put("after", "restart")).get(5, TimeUnit.SECONDS))
          .isInstanceOf(Outcome.Applied.class);
    }
    return machine;
  }

  private Outcome write(RaftEngine engine, int count) throws Exception {
    return write(engine, count, 0);
  }

  /** Writes, in batches, until something else than Applied comes; returns the last outcome. */
  private Outcome write(RaftEngine engine, int count, int round) throws Exception {
    Outcome last = new Outcome.Unknown("nothing written");
    for (int i = 0; i < count; i += 10) {
      var outcomes = new ArrayList<CompletableFuture<Outcome>>();
      var value = "value " + round + " " + "v".repeat(80);
      for (int n = i; n < i + 10; n++) {
        outcomes.add(engine.propose(put("k" + n, value)));
      }
      for (int n = 0; n < 10; n++) {
        last = outcomes.get(n).get(5, TimeUnit.SECONDS);
        if (!(last instanceof Outcome.Applied)) {
          return last;
        }
        acknowledged.put("k" + (i + n), value);
      }
    }
    return last;
  }

  private static LeadershipListener lossTo(CompletableFuture<Boolean> lost) {
    return new LeadershipListener() {
      @Override
      public void gained(long term) {
        // Already known.
      }

      @Override
      public void lost() {
        lost.complete(true);
      }
    };
  }
}
