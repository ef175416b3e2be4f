package praetor.raft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.raft.disk.FaultyDisk;

/** The log on a disk that loses, tears and damages. */
class SegmentedLogCrashTest {

  private static final LogOptions SMALL = new LogOptions(4_096, 1_024, 2_048, Long.MAX_VALUE);
  private static final int SEEDS = Integer.getInteger("crash.seeds", 1_000);

  @Test
  void everyAcknowledgedEntrySurvivesACrashAtAnyStep() {
    long start = Long.getLong("seed", 1);
    for (long seed = start; seed < start + SEEDS; seed++) {
      try {
        crashRounds(new Random(seed));
      } catch (IOException | AssertionError | RuntimeException e) {
        throw new AssertionError("seed=" + seed, e);
      }
    }
  }

  private static void crashRounds(Random random) throws IOException {
    var disk = new FaultyDisk();
    var model = new LogModel(random);
    for (int round = 0; round < 4; round++) {
      var log = open(disk);
      model.check(log);
      disk.crashAfter(random.nextInt(120));
      runUntilCrash(random, model, log);
      disk = disk.afterCrash(random);
    }
    model.check(open(disk));
  }

  private static void runUntilCrash(Random random, LogModel model, SegmentedLog log)
      throws IOException {
    try {
      for (int i = 0; i < 200; i++) {
        model.step(log);
      }
      if (random.nextBoolean()) {
        log.close();
      }
    } catch (FaultyDisk.Crash e) {
      // What the model notes as under way may have happened or not.
    }
  }

  @Test
  void aCrashDuringRecoveryLosesNothing() throws IOException {
    for (long seed = 1; seed <= 300; seed++) {
      var random = new Random(seed);
      var disk = new FaultyDisk();
      var model = new LogModel(random);
      var log = open(disk);
      disk.crashAfter(20 + random.nextInt(100));
      runUntilCrash(random, model, log);
      disk = disk.afterCrash(random);
      for (int i = 0; i < 3; i++) {
        disk.crashAfter(random.nextInt(4));
        try {
          open(disk);
        } catch (FaultyDisk.Crash e) {
          // Again.
        }
        disk = disk.afterCrash(random);
      }
      var last = disk;
      assertThat(seed).as("seed").satisfies(_ -> model.check(open(last)));
    }
  }

  @Test
  void everyDamagedByteOfAClosedLogIsNoticedOrHarmless() throws IOException {
    var whole = new FaultyDisk();
    var log = open(whole);
    for (int i = 0; i < 60; i++) {
      log.append(List.of(data(2 * i + 1, 90), data(2 * i + 2, 20)));
    }
    log.close();
    int noticed = 0;
    var names = whole.list("log");
    assertThat(names.size()).isGreaterThan(2);
    for (var name : names) {
      for (int offset = 0; offset < whole.bytes("log/" + name).length; offset += 7) {
        var disk = whole.afterKill();
        disk.damage("log/" + name, offset, 0x10);
        noticed += noticedOrHarmless(disk, name) ? 1 : 0;
      }
    }
    assertThat(noticed).isGreaterThan(1_000);
  }

  private static boolean noticedOrHarmless(FaultyDisk disk, String name) throws IOException {
    try {
      var log = open(disk);
      assertThat(log.lastIndex()).isEqualTo(120);
      for (long index = 1; index <= 120; index++) {
        assertThat(log.read(index)).contains(data(index, index % 2 == 0 ? 20 : 90));
      }
      return false;
    } catch (DamagedLogException e) {
      assertThat(e).hasMessageContaining("/disk/log/" + name).hasMessageContaining("offset");
      return true;
    }
  }

  @Test
  void aRecordThatRotsWhileTheLogIsOpenIsNotServed() throws IOException {
    var disk = new FaultyDisk();
    var log = SegmentedLog.open(disk, "log", new LogOptions(4_096, 0, 0, 1), _ -> {});
    log.append(List.of(data(1, 100)));
    disk.damage("log/" + disk.list("log").getFirst(), SegmentHeader.BYTES + 50, 1);
    assertThatThrownBy(() -> log.read(1))
        .isInstanceOf(DamagedLogException.class)
        .hasMessageContaining("log entry 1")
        .hasMessageContaining("offset 32");
  }

  @Test
  void aMissingSegmentIsDamage() throws IOException {
    var disk = new FaultyDisk();
    var log = open(disk);
    for (int i = 1; i <= 200; i++) {
      log.append(List.of(data(i, 90)));
    }
    log.close();
    disk.delete("log/" + disk.list("log").get(1));
    assertThatThrownBy(() -> open(disk))
        .isInstanceOf(DamagedLogException.class)
        .hasMessageContaining("the log goes on with entry");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aFullDiskAcknowledgesNothingAndTakesNothingAfterwards(long seed) throws IOException {
    var random = new Random(seed);
    var disk = new FaultyDisk();
    var log = open(disk);
    disk.spaceLeft(3_000 + random.nextInt(20_000));
    var acknowledged = new ArrayList<LogRecord>();
    try {
      for (int i = 1; i < 1_000; i++) {
        var record = data(i, 50);
        log.append(List.of(record));
        acknowledged.add(record);
      }
      fail("seed=%d: the disk was never full", seed);
    } catch (IOException e) {
      assertThat(e).hasMessage("No space left on device");
    }
    disk.spaceLeft(Long.MAX_VALUE);
    assertThatThrownBy(() -> log.append(List.of(data(acknowledged.size() + 1, 1))))
        .isInstanceOf(IOException.class);
    log.close();
    var reopened = open(disk.afterCrash(random));
    for (var record : acknowledged) {
      assertThat(reopened.read(record.index())).contains(record);
    }
  }

  @Test
  void aFailedSyncAcknowledgesNothing() throws IOException {
    var disk = new FaultyDisk();
    var log = open(disk);
    log.append(List.of(data(1, 10)));
    disk.failForce();
    assertThatThrownBy(() -> log.append(List.of(data(2, 10)))).hasMessage("Input/output error");
    assertThat(log.lastIndex()).isEqualTo(1);
    assertThat(log.read(2)).isEmpty();
  }

  private static SegmentedLog open(FaultyDisk disk) throws IOException {
    return SegmentedLog.open(disk, "log", SMALL, _ -> {});
  }

  private static LogRecord data(long index, int size) {
    var payload = new byte[size];
    new Random(index).nextBytes(payload);
    return new LogRecord(index, 3, LogRecord.Kind.DATA, ByteBuffer.wrap(payload));
  }
}
