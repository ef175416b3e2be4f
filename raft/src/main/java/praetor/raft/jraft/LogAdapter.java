package praetor.raft.jraft;

import com.alipay.sofa.jraft.entity.LogEntry;
import com.alipay.sofa.jraft.option.LogStorageOptions;
import com.alipay.sofa.jraft.storage.LogStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import praetor.raft.RaftFailure;
import praetor.raft.log.LogRecord;
import praetor.raft.log.SegmentedLog;

/** Our log as SOFAJRaft's. A failure is fatal, and SOFAJRaft is told that nothing was done. */
final class LogAdapter implements LogStorage {

  private final SegmentedLog log;
  private final List<LogRecord> configurations;
  private final String place;
  private final FailStop failStop;
  private final GroupCommit groupCommit;
  private final Meters meters;
  private final Runnable onFlood;
  private final NavigableSet<Long> configurationIndexes = new ConcurrentSkipListSet<>();
  private long floodBytes;
  private volatile long firstKept;

  /**
   * @param onFlood called when much has been written since it was last called; must not block
   */
  LogAdapter(
      Storage storage,
      FailStop failStop,
      GroupCommit groupCommit,
      Meters meters,
      Runnable onFlood) {
    this.log = storage.log();
    this.configurations = storage.configurations();
    this.place = storage.disk().describe(Storage.LOG_FOLDER);
    this.failStop = failStop;
    this.groupCommit = groupCommit;
    this.meters = meters;
    this.onFlood = onFlood;
    this.firstKept = log.firstIndex();
    configurations.forEach(record -> configurationIndexes.add(record.index()));
  }

  /** Index of the newest configuration in the log. Safe for any thread. */
  Optional<Long> configurationIndex() {
    return Optional.ofNullable(configurationIndexes.floor(Long.MAX_VALUE));
  }

  @Override
  public boolean init(LogStorageOptions options) {
    try {
      for (var record : configurations) {
        options.getConfigurationManager().add(EntryCodec.configuration(record));
      }
      return true;
    } catch (IOException e) {
      failStop.fail(RaftFailure.Kind.DISK, String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** First entry that is not given up; its segment may still hold others before it. */
  long firstKept() {
    return firstKept;
  }

  @Override
  public void shutdown() {
    // The engine owns the log, and closes it when nothing runs any more.
  }

  @Override
  public long getFirstLogIndex() {
    return log.firstIndex();
  }

  /** SOFAJRaft's own log answers 0 when it is empty. */
  @Override
  public long getLastLogIndex() {
    long last = log.lastIndex();
    return last < log.firstIndex() ? 0 : last;
  }

  @Override
  public @Nullable LogEntry getEntry(long index) {
    try {
      var record = log.read(index);
      return record.isPresent() ? EntryCodec.decode(record.get()) : null;
    } catch (IOException e) {
      failStop.fail(
          RaftFailure.Kind.DISK, "reading the log in " + place + " failed: " + Reasons.of(e));
      return null;
    }
  }

  @Override
  @SuppressWarnings("deprecation")
  public long getTerm(long index) {
    var entry = getEntry(index);
    return entry == null ? 0 : entry.getId().getTerm();
  }

  @Override
  public boolean appendEntry(LogEntry entry) {
    return appendEntries(List.of(entry)) == 1;
  }

  @Override
  public int appendEntries(List<LogEntry> entries) {
    long start = System.nanoTime();
    groupCommit.syncBegins();
    var batch = new ArrayList<LogRecord>(entries.size());
    for (var entry : entries) {
      var record = EntryCodec.encode(entry);
      batch.add(record);
      floodBytes += record.payload().remaining();
      if (record.kind() == LogRecord.Kind.CONFIGURATION) {
        configurationIndexes.add(record.index());
      }
    }
    if (!changed("writing the log", () -> log.append(batch))) {
      // What is held stays held: the failure answers it.
      return 0;
    }
    groupCommit.syncEnds();
    meters.meter().stored(batch.size(), System.nanoTime() - start);
    if (floodBytes >= log.options().floodBytes()) {
      floodBytes = 0;
      onFlood.run();
    }
    return batch.size();
  }

  @Override
  public boolean truncatePrefix(long firstKept) {
    // The newest of those before stays the present one until there is another.
    var newestBefore = configurationIndexes.lower(firstKept);
    if (newestBefore != null) {
      configurationIndexes.headSet(newestBefore, false).clear();
    }
    this.firstKept = firstKept;
    return changed("cutting the log", () -> log.truncatePrefix(firstKept));
  }

  @Override
  public boolean truncateSuffix(long lastKept) {
    configurationIndexes.tailSet(lastKept, false).clear();
    return changed("cutting the log", () -> log.truncateSuffix(lastKept));
  }

  @Override
  public boolean reset(long next) {
    configurationIndexes.clear();
    this.firstKept = next;
    return changed("resetting the log", () -> log.reset(next));
  }

  @FunctionalInterface
  private interface Change {
    void run() throws IOException;
  }

  private boolean changed(String what, Change change) {
    if (failStop.failed()) {
      return false;
    }
    try {
      change.run();
      return true;
    } catch (IOException e) {
      failStop.fail(RaftFailure.Kind.DISK, what + " in " + place + " failed: " + Reasons.of(e));
      return false;
    } catch (RuntimeException e) {
      failStop.fail(RaftFailure.Kind.INTERNAL, what + " failed: " + e);
      return false;
    }
  }
}
