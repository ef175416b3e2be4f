package praetor.cli.daemon;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.client.ConsulClient;
import praetor.client.watch.WatchLoop;
import praetor.model.GoDuration;
import praetor.model.codec.JsonValue;

/** A watch of the configuration at work, on a virtual thread of its own. */
final class RunningWatch implements WatchLoop.Handler {
  private static final Logger LOG = LoggerFactory.getLogger("agent.watch.watch");

  /** What a watch brought last. */
  record Seen(String index, JsonValue value) {
    private static final String NO_INDEX = "0";

    boolean isSameAs(Seen other) {
      boolean sameIndex = index.equals(other.index) && !index.equals(NO_INDEX);
      return sameIndex || value.equals(other.value);
    }
  }

  private final WatchBlock block;
  private final ResultHandler handler;
  private final Thread thread;
  // Guarded by this.
  private Optional<Seen> seen;
  private boolean first = true;
  private boolean handling;
  private boolean stopped;

  /**
   * Begins to watch.
   *
   * @param seen what the same watch brought last before a reload
   */
  static RunningWatch start(
      WatchBlock block, ConsulClient client, ResultHandler handler, Optional<Seen> seen) {
    var watch = new RunningWatch(block, client, handler, seen);
    watch.thread.start();
    return watch;
  }

  private RunningWatch(
      WatchBlock block, ConsulClient client, ResultHandler handler, Optional<Seen> seen) {
    this.block = block;
    this.handler = handler;
    this.seen = seen;
    this.thread = Thread.ofVirtual().name("watch").unstarted(() -> run(client));
  }

  private void run(ConsulClient client) {
    try {
      new WatchLoop(block.watch(), client, this).run();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean changed(String index, JsonValue value) throws InterruptedException {
    if (!begin(new Seen(index, value))) {
      return !isStopped();
    }
    try {
      handler.handle(index, value);
    } finally {
      end();
    }
    return !isStopped();
  }

  /** Takes note of a result; tells whether the handler is to have it. */
  private synchronized boolean begin(Seen now) {
    boolean unwanted = first && isUnwantedAtFirst(now);
    first = false;
    seen = Optional.of(now);
    handling = !unwanted && !stopped;
    return handling;
  }

  private boolean isUnwantedAtFirst(Seen now) {
    if (seen.isEmpty()) {
      return !block.onStart();
    }
    boolean same = seen.get().isSameAs(now);
    return same && (block.onlyOnChange() || !block.onStart());
  }

  private synchronized void end() {
    handling = false;
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  @Override
  public void failed(IOException failure, Duration retry) {
    LOG.atError()
        .addKeyValue("type", block.watch().type())
        .addKeyValue("error", failure.getMessage())
        .addKeyValue("retry", GoDuration.format(retry))
        .log("Watch errored");
  }

  boolean isOver() {
    return !thread.isAlive();
  }

  WatchBlock block() {
    return block;
  }

  synchronized Optional<Seen> seen() {
    return seen;
  }

  /** Reads no more; a handler at work comes to its end. */
  synchronized void stop() {
    stopped = true;
    if (!handling) {
      thread.interrupt();
    }
  }

  /** Ends at once, a handler at work too. */
  void kill() throws InterruptedException {
    stop();
    thread.interrupt();
    thread.join();
  }
}
