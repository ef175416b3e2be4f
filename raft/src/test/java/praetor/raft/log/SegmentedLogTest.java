package praetor.raft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import praetor.raft.disk.MemoryDisk;

class SegmentedLogTest {

  private static final LogOptions SMALL = new LogOptions(2_048, 512, 1_024, Long.MAX_VALUE);

  private final MemoryDisk disk = new MemoryDisk();

  @Test
  void anEmptyLogBeginsAtOne() throws IOException {
    var log = open();
    assertThat(log.firstIndex()).isEqualTo(1);
    assertThat(log.lastIndex()).isZero();
    assertThat(log.read(1)).isEmpty();
  }

  @Test
  void readsBackWhatWasAppendedAcrossSegmentsAndRestarts() throws IOException {
    var log = open();
    fill(log, 1, 200);
    assertThat(disk.list("log").size()).isGreaterThan(3);
    checkHolds(log, 1, 200);
    log.close();
    var reopened = open();
    checkHolds(reopened, 1, 200);
    fill(reopened, 201, 220);
    checkHolds(reopened, 1, 220);
  }

  @Test
  void hasNoGaps() throws IOException {
    var log = open();
    fill(log, 1, 3);
    assertThatThrownBy(() -> log.append(List.of(record(5))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("index 5 does not follow 3");
  }

  @Test
  void cuttingBeforeDeletesWholeSegments() throws IOException {
    var log = open();
    fill(log, 1, 200);
    int files = disk.list("log").size();
    long bytes = log.bytes();
    log.truncatePrefix(150);
    assertThat(disk.list("log").size()).isLessThan(files);
    assertThat(log.bytes()).isLessThan(bytes);
    assertThat(log.firstIndex()).isBetween(100L, 150L);
    checkHolds(log, 150, 200);
  }

  @Test
  void cuttingBehindMakesRoomForOtherEntries() throws IOException {
    var log = open();
    fill(log, 1, 100);
    log.truncateSuffix(42);
    assertThat(log.lastIndex()).isEqualTo(42);
    assertThat(log.read(43)).isEmpty();
    log.append(List.of(text(43, "other")));
    assertThat(log.read(43)).contains(text(43, "other"));
    log.close();
    assertThat(open().read(43)).contains(text(43, "other"));
    assertThat(open().lastIndex()).isEqualTo(43);
  }

  @Test
  void cuttingEverythingBehindLeavesTheNextIndex() throws IOException {
    var log = open();
    fill(log, 1, 10);
    log.truncateSuffix(0);
    assertThat(log.lastIndex()).isZero();
    fill(log, 1, 2);
    checkHolds(log, 1, 2);
  }

  @Test
  void aResetLogGoesOnWhereItIsTold() throws IOException {
    var log = open();
    fill(log, 1, 100);
    log.reset(500);
    assertThat(log.firstIndex()).isEqualTo(500);
    assertThat(log.lastIndex()).isEqualTo(499);
    fill(log, 500, 510);
    log.close();
    checkHolds(open(), 500, 510);
  }

  @Test
  void tellsTheConfigurationsFound() throws IOException {
    var log = open();
    var configuration =
        new LogRecord(1, 7, LogRecord.Kind.CONFIGURATION, ByteBuffer.wrap(new byte[] {1, 2}));
    log.append(List.of(configuration, record(2)));
    log.close();
    var found = new ArrayList<LogRecord>();
    SegmentedLog.open(disk, "log", SMALL, found::add);
    assertThat(found).containsExactly(configuration);
  }

  @Test
  void entriesLargerThanASegmentAndTheBufferAreKept() throws IOException {
    var log = open();
    var large = new byte[3 << 20];
    new Random(5).nextBytes(large);
    var record = new LogRecord(2, 1, LogRecord.Kind.DATA, ByteBuffer.wrap(large));
    log.append(List.of(record(1), record, record(3)));
    log.close();
    assertThat(open().read(2)).contains(record);
    checkHolds(open(), 3, 3);
  }

  private SegmentedLog open() throws IOException {
    return SegmentedLog.open(disk, "log", SMALL, _ -> {});
  }

  private static void fill(SegmentedLog log, long from, long to) throws IOException {
    for (long index = from; index <= to; index++) {
      log.append(List.of(record(index)));
    }
  }

  private static void checkHolds(SegmentedLog log, long from, long to) throws IOException {
    assertThat(log.lastIndex()).isEqualTo(to);
    for (long index = from; index <= to; index++) {
      assertThat(log.read(index)).contains(record(index));
    }
  }

  private static LogRecord record(long index) {
    return text(index, "entry " + index + " ".repeat((int) (index % 60)));
  }

  private static LogRecord text(long index, String text) {
    return new LogRecord(
        index, 1, LogRecord.Kind.DATA, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
