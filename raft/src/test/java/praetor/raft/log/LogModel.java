package praetor.raft.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What a log must hold: the entries that were acknowledged, and what a crash may have left. */
final class LogModel {

  private final RandomGenerator random;
  private final TreeMap<Long, LogRecord> entries = new TreeMap<>();
  private long first = 1;
  private InFlight inFlight = new InFlight.None();

  LogModel(RandomGenerator random) {
    this.random = random;
  }

  /** The call that had not returned when the crash came. */
  private sealed interface InFlight {
    record None() implements InFlight {}

    record Append(List<LogRecord> batch) implements InFlight {}

    record CutBehind(long lastKept) implements InFlight {}

    record Reset(long next) implements InFlight {}
  }

  long next() {
    return entries.isEmpty() ? first : entries.lastKey() + 1;
  }

  /** Does something to the log, and notes it when the call has returned. */
  void step(SegmentedLog log) throws IOException {
    switch (random.nextInt(20)) {
      case 0 -> cutBehind(log);
      case 1 -> cutBefore(log);
      case 2 -> reset(log);
      default -> append(log);
    }
  }

  /** Compares the log with the model; after a crash the model becomes what is there. */
  void check(SegmentedLog log) throws IOException {
    var actual = read(log);
    switch (inFlight) {
      case InFlight.None() -> assertThat(actual).isEqualTo(entries);
      case InFlight.Append(var batch) -> {
        var allowed = new TreeMap<>(entries);
        batch.forEach(record -> allowed.put(record.index(), record));
        assertThat(actual).isEqualTo(allowed.headMap(next(actual, log)));
        assertThat(next(actual, log)).isGreaterThanOrEqualTo(next());
      }
      case InFlight.CutBehind(long lastKept) -> {
        assertThat(actual).isEqualTo(entries.headMap(next(actual, log)));
        assertThat(next(actual, log)).isGreaterThan(lastKept);
      }
      case InFlight.Reset(long next) -> {
        if (actual.isEmpty() && (log.firstIndex() == next || log.firstIndex() == 1)) {
          first = log.firstIndex();
        } else {
          assertThat(actual).isEqualTo(entries.headMap(next(actual, log)));
          assertThat(next(actual, log)).isGreaterThanOrEqualTo(Math.min(next, next()));
        }
      }
    }
    entries.clear();
    entries.putAll(actual);
    inFlight = new InFlight.None();
  }

  private void append(SegmentedLog log) throws IOException {
    var batch = new ArrayList<LogRecord>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      batch.add(record(next() + batch.size()));
    }
    inFlight = new InFlight.Append(batch);
    log.append(batch);
    batch.forEach(record -> entries.put(record.index(), record));
    inFlight = new InFlight.None();
  }

  private void cutBehind(SegmentedLog log) throws IOException {
    if (entries.isEmpty()) {
      return;
    }
    long lastKept = entries.lastKey() - random.nextInt(1 + Math.min(30, entries.size() - 1));
    inFlight = new InFlight.CutBehind(lastKept);
    log.truncateSuffix(lastKept);
    entries.tailMap(lastKept, false).clear();
    inFlight = new InFlight.None();
  }

  /** The log may keep what it gives up as long as it wants: the model forgets it at once. */
  private void cutBefore(SegmentedLog log) throws IOException {
    if (entries.isEmpty()) {
      return;
    }
    first = entries.firstKey() + random.nextInt(entries.size());
    entries.headMap(first).clear();
    log.truncatePrefix(first);
  }

  private void reset(SegmentedLog log) throws IOException {
    if (random.nextInt(3) > 0) {
      return;
    }
    long next = first + random.nextInt((int) (next() - first) + 20);
    inFlight = new InFlight.Reset(next);
    log.reset(next);
    entries.clear();
    first = next;
    inFlight = new InFlight.None();
  }

  private LogRecord record(long index) {
    var payload = new byte[random.nextInt(10) == 0 ? random.nextInt(3_000) : random.nextInt(200)];
    random.nextBytes(payload);
    var kind = random.nextInt(8) == 0 ? LogRecord.Kind.CONFIGURATION : LogRecord.Kind.DATA;
    return new LogRecord(index, 1 + random.nextInt(1_000_000), kind, ByteBuffer.wrap(payload));
  }

  private Map<Long, LogRecord> read(SegmentedLog log) throws IOException {
    var actual = new TreeMap<Long, LogRecord>();
    for (long index = Math.max(first, log.firstIndex()); index <= log.lastIndex(); index++) {
      actual.put(index, log.read(index).orElseThrow());
    }
    if (!(inFlight instanceof InFlight.Reset)) {
      assertThat(log.firstIndex()).isLessThanOrEqualTo(first);
    }
    return actual;
  }

  private static long next(Map<Long, LogRecord> actual, SegmentedLog log) {
    assertThat(actual.size()).isLessThanOrEqualTo((int) (log.lastIndex() - log.firstIndex() + 1));
    return log.lastIndex() + 1;
  }
}
