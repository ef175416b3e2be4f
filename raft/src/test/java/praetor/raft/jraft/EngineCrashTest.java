package praetor.raft.jraft;

import static org.assertj.core.api.Assertions.assertThat;
import static praetor.raft.RegisterMachine.put;

import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import praetor.raft.Outcome;
import praetor.raft.RaftEngine;
import praetor.raft.RaftOptions;
import praetor.raft.RaftStartException;
import praetor.raft.RegisterMachine;
import praetor.raft.disk.FaultyDisk;

/** A whole engine whose disk crashes under it at any step. */
class EngineCrashTest {

  private static final int SEEDS = Integer.getInteger("crash.seeds", 60);

  private final String id = UUID.randomUUID().toString();
  private final AtomicInteger numbers = new AtomicInteger();

  @Test
  void everyAcknowledgedWriteIsThereAfterACrash() throws Exception {
    long start = Long.getLong("seed", 1);
    int acknowledged = 0;
    for (long seed = start; seed < start + SEEDS; seed++) {
      try {
        acknowledged += rounds(new Random(seed));
      } catch (Exception | AssertionError e) {
        throw new AssertionError("seed=" + seed, e);
      }
    }
    assertThat(acknowledged).isGreaterThan(SEEDS * 10);
  }

  private int rounds(Random random) throws Exception {
    var disk = new FaultyDisk();
    var acknowledged = new TreeMap<String, String>();
    for (int round = 0; round < 3; round++) {
      disk.crashAfter(random.nextInt(120));
      runUntilCrash(random, disk, acknowledged);
      disk = disk.afterCrash(random);
    }
    var machine = new RegisterMachine();
    try (var engine = Engines.lead(options(), machine, disk)) {
      assertThat(engine.readBarrier().get(5, TimeUnit.SECONDS)).isNotNull();
      assertThat(machine.view()).containsAllEntriesOf(acknowledged);
      assertThat(machine.view().keySet()).allMatch(key -> key.startsWith("k"));
    }
    return acknowledged.size();
  }

  private void runUntilCrash(Random random, FaultyDisk disk, Map<String, String> acknowledged)
      throws Exception {
    RaftEngine engine;
    try {
      engine = Engines.start(options(), new RegisterMachine(), disk);
    } catch (RaftStartException e) {
      assertThat(e).hasMessageContaining("the disk crashed");
      return;
    }
    try (engine) {
      if (leads(engine)) {
        writeUntilFailure(random, engine, acknowledged);
      }
      if (random.nextBoolean()) {
        engine.snapshot();
      }
    }
  }

  private void writeUntilFailure(Random random, RaftEngine engine, Map<String, String> acknowledged)
      throws Exception {
    for (int i = 0; i < 100; i++) {
      var writes = new ArrayList<Write>();
      for (int n = 1 + random.nextInt(5); n > 0; n--) {
        var key = "k" + numbers.incrementAndGet();
        var value = "x".repeat(random.nextInt(300)) + key;
        writes.add(new Write(key, value, engine.propose(put(key, value))));
      }
      boolean applied = true;
      for (var write : writes) {
        if (write.outcome().get(5, TimeUnit.SECONDS) instanceof Outcome.Applied) {
          acknowledged.put(write.key(), write.value());
        } else {
          applied = false;
        }
      }
      if (!applied) {
        return;
      }
      if (random.nextInt(20) == 0) {
        engine.snapshot().get(5, TimeUnit.SECONDS);
      }
    }
  }

  private record Write(String key, String value, CompletableFuture<Outcome> outcome) {}

  private static boolean leads(RaftEngine engine) throws Exception {
    try {
      Engines.leads(engine).get(5, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      assertThat(e.getCause()).hasMessageContaining("the disk crashed");
      return false;
    }
  }

  private RaftOptions options() {
    return Engines.options(id);
  }
}
