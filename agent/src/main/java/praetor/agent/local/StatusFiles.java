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
final class StatusFiles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  /** Lets one write stand for the reports of that time. */
  private static final Duration DELAY = Duration.ofMillis(500);

  private final RecordLog<Stored.Status> files;
  private final Timers timers;
  private final Executor writer;
  private final Map<String, Stored.Status> waiting = new LinkedHashMap<>();

  /**
   * @param writer runs what writes files: it may block
   */
  StatusFiles(RecordLog<Stored.Status> files, Timers timers, Executor writer) {
    this.files = files;
    this.timers = timers;
    this.writer = writer;
  }

  List<Stored.Status> records() {
    return files.records();
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
    try {
      synchronized (files) {
        files.save(due);
      }
    } catch (IOException e) {
      // The checks go on without them; after a restart they are what their definitions say.
      LOG.error("the statuses of {} checks cannot be kept", due.size(), e);
    }
  }

  @Override
  public void close() {
    flush();
    files.close();
  }
}
