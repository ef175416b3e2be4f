package praetor.raft.jraft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.raft.RaftFailure;

/**
 * The first failure of an engine. From that moment nothing may leave the server: what SOFAJRaft
 * still believes may not be on the disk. Safe for any thread.
 */
final class FailStop {

  private static final Logger LOG = LoggerFactory.getLogger(FailStop.class);

  private final List<Consumer<RaftFailure>> listeners = new ArrayList<>();
  private volatile Optional<RaftFailure> failure = Optional.empty();

  Optional<RaftFailure> failure() {
    return failure;
  }

  boolean failed() {
    return failure.isPresent();
  }

  /** Notes a failure, unless there was one before, and tells the listeners on another thread. */
  void fail(RaftFailure.Kind kind, String message) {
    List<Consumer<RaftFailure>> told;
    var first = new RaftFailure(kind, message);
    synchronized (this) {
      if (failed()) {
        LOG.debug("raft: another failure after the first: {}", message);
        return;
      }
      failure = Optional.of(first);
      told = List.copyOf(listeners);
    }
    // Who listens tells the operator, once.
    LOG.debug("raft: this server stops taking part: {}", message);
    Thread.ofVirtual().name("raft-failure").start(() -> told.forEach(l -> l.accept(first)));
  }

  /** Adds a listener, which is called at once when there was a failure already. */
  void listen(Consumer<RaftFailure> listener) {
    synchronized (this) {
      if (failure.isEmpty()) {
        listeners.add(listener);
        return;
      }
    }
    failure.ifPresent(listener);
  }
}
