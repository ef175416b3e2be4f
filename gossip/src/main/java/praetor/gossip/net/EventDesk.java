package praetor.gossip.net;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.gossip.GossipEvent;
import praetor.gossip.GossipListener;
import praetor.gossip.serf.Serf.Clocks;

/**
 * Tells events to the listener and to the snapshot file, on a thread of its own: neither holds up
 * the loop.
 */
final class EventDesk {
  private static final Logger LOG = LoggerFactory.getLogger(EventDesk.class);

  /**
   * More events than that wait for nobody: a listener compares with the list of members anyway, now
   * and then.
   */
  private static final int EVENTS_MAX = 65_536;

  private final GossipListener listener;
  private final Optional<SnapshotFile> file;
  private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>(EVENTS_MAX);
  private final Thread thread;
  private final AtomicBoolean clocksWait = new AtomicBoolean();
  private volatile Clocks clocks = new Clocks(1, 1, 1);
  private volatile boolean closed;

  EventDesk(GossipListener listener, Optional<SnapshotFile> file) {
    this.listener = listener;
    this.file = file;
    this.thread = Thread.ofVirtual().name("gossip-events").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void tell(GossipEvent event) {
    add(
        () -> {
          file.ifPresent(log -> log.record(event));
          listener.heard(event);
        });
  }

  void gaveUp(String reason) {
    add(() -> listener.gaveUp(reason));
  }

  void left() {
    add(() -> file.ifPresent(SnapshotFile::recordLeave));
  }

  /** Clocks that moved are written, once however often they move meanwhile. */
  void clocks(Clocks latest) {
    if (file.isEmpty() || latest.equals(clocks)) {
      return;
    }
    clocks = latest;
    if (clocksWait.compareAndSet(false, true) && !add(() -> clocksWait.set(false))) {
      clocksWait.set(false);
    }
  }

  private boolean add(Runnable action) {
    boolean taken = queue.offer(action);
    if (!taken) {
      LOG.error("{} gossip events wait: one is lost", EVENTS_MAX);
    }
    return taken;
  }

  /** Tells what waits, and ends. */
  void close() {
    closed = true;
    if (Thread.currentThread().equals(thread)) {
      // A listener ends the pool: it cannot wait for itself.
      return;
    }
    add(() -> {});
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed || !queue.isEmpty()) {
        run(queue.take());
        file.ifPresent(log -> log.record(clocks));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.error("a listener of gossip events failed", e);
    }
  }
}
