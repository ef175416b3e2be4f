package praetor.agent.local;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.checks.Timers;

/**
 * Keeps the statuses of TTL checks a moment after they are reported: reports are many, and the last
 * one is all that a restart needs. Safe for any thread.
 */
final class StatusFiles {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  /** Lets one write stand for the reports of that time. */
  private static final Duration DELAY = Duration.ofMillis(500);

  private final RecordFiles<Stored.Status> files;
  private final Timers timers;
  private final Executor writer;
  private final Map<String, Stored.Status> waiting = new LinkedHashMap<>();

  /**
   * @param writer runs what writes files: it may block
   */
  StatusFiles(RecordFiles<Stored.Status> files, Timers timers, Executor writer) {
    this.files = files;
    this.timers = timers;
    this.writer = writer;
  }

  List<Stored.Status> load() throws IOException {
    return files.load();
  }

  void save(Stored.Status status) {
    synchronized (waiting) {
      boolean first = waiting.isEmpty();
      waiting.put(status.checkId(), status);
      if (!first) {
        return;
      }
    }
    timers.after(DELAY, () -> writer.execute(this::flush));
  }

  void delete(String checkId) throws IOException {
    synchronized (waiting) {
      waiting.remove(checkId);
    }
    synchronized (files) {
      files.delete(checkId);
    }
  }

  /** Writes what waits. */
  void flush() {
    List<Stored.Status> due;
    synchronized (waiting) {
      due = List.copyOf(waiting.values());
      waiting.clear();
    }
    for (var status : due) {
      try {
        synchronized (files) {
          files.save(status);
        }
      } catch (IOException e) {
        // The check goes on without it; after a restart it is what its definition says.
        LOG.error("the status of check {} cannot be kept", status.checkId(), e);
      }
    }
  }
}
