package praetor.raft.jraft;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.raft.RaftStartException;
import praetor.raft.disk.Disk;
import praetor.raft.log.LogOptions;
import praetor.raft.log.LogRecord;
import praetor.raft.log.SegmentedLog;
import praetor.raft.store.DamagedStoreException;
import praetor.raft.store.SnapshotFolder;
import praetor.raft.store.SnapshotName;
import praetor.raft.store.VoteFile;

/**
 * Everything that one engine keeps, opened and checked against each other.
 *
 * @param configurations the CONFIGURATION records that the log held when it was opened
 */
record Storage(
    Disk disk,
    SegmentedLog log,
    List<LogRecord> configurations,
    VoteFile vote,
    SnapshotFolder snapshots)
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

  static final String LOG_FOLDER = "log";
  private static final String VOTE_FOLDER = "vote";
  private static final String SNAPSHOT_FOLDER = "snapshots";

  /** Opens what a disk holds; the disk is closed when that fails. */
  static Storage open(Disk disk, LogOptions logOptions) throws RaftStartException {
    var opened = new ArrayList<AutoCloseable>(List.of(disk));
    try {
      var configurations = new ArrayList<LogRecord>();
      var vote = VoteFile.open(disk, VOTE_FOLDER);
      opened.addFirst(vote);
      var log = SegmentedLog.open(disk, LOG_FOLDER, logOptions, configurations::add);
      opened.addFirst(log);
      var storage =
          new Storage(disk, log, configurations, vote, SnapshotFolder.open(disk, SNAPSHOT_FOLDER));
      storage.check();
      return storage;
    } catch (IOException e) {
      opened.forEach(Storage::closeQuietly);
      throw new RaftStartException(Reasons.of(e), e);
    } catch (RaftStartException e) {
      opened.forEach(Storage::closeQuietly);
      throw e;
    }
  }

  @Override
  public void close() {
    List.of(log, vote, disk).forEach(Storage::closeQuietly);
  }

  private void check() throws IOException, RaftStartException {
    chooseSnapshot();
    checkGap();
    checkVote();
  }

  /** Puts damaged snapshots aside as long as an older one and the log can replace them. */
  private void chooseSnapshot() throws IOException, RaftStartException {
    for (var name : snapshots.names()) {
      try {
        snapshots.verify(name);
        return;
      } catch (DamagedStoreException e) {
        long start = snapshots.names().stream().skip(1).findFirst().map(Storage::next).orElse(1L);
        if (log.firstIndex() > start || log.lastIndex() < name.index()) {
          throw new RaftStartException(
              e.getMessage() + ", and the log does not hold what it held", e);
        }
        LOG.warn("raft: {}; going on with the one before it and the log", e.getMessage());
        snapshots.putAside(name);
      }
    }
  }

  private void checkGap() throws RaftStartException {
    long start = snapshots.newest().map(Storage::next).orElse(1L);
    // A log that ends before the snapshot was being replaced by it.
    if (log.firstIndex() > start) {
      throw new RaftStartException(
          "log entries %d to %d are missing: the log in %s begins with %d"
              .formatted(start, log.firstIndex() - 1, disk.describe(LOG_FOLDER), log.firstIndex()));
    }
  }

  /** A server never has an entry of a term that it has not noted before. */
  private void checkVote() throws IOException, RaftStartException {
    var last = log.read(log.lastIndex());
    if (last.isPresent() && last.get().term() > vote.vote().term()) {
      throw new RaftStartException(
          "the vote in %s is of term %d, but the log has entries of term %d: it was replaced"
              .formatted(disk.describe(VOTE_FOLDER), vote.vote().term(), last.get().term()));
    }
  }

  private static long next(SnapshotName name) {
    return name.index() + 1;
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      LOG.warn("raft: closing failed: {}", Reasons.of(e));
    }
  }
}
