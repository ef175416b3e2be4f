package praetor.raft.jraft;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.raft.LeadershipListener;

/**
 * Whether this server leads and may serve: its state machine holds everything of earlier terms.
 * Listeners are told in order. Safe for any thread.
 */
final class Leadership {

  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  private final List<LeadershipListener> listeners = new CopyOnWriteArrayList<>();
  private volatile OptionalLong term = OptionalLong.empty();

  boolean leads() {
    return term.isPresent();
  }

  synchronized void listen(LeadershipListener listener) {
    listeners.add(listener);
    term.ifPresent(listener::gained);
  }

  synchronized void gained(long newTerm) {
    LOG.info("raft: this server leads, in term {}", newTerm);
    term = OptionalLong.of(newTerm);
    listeners.forEach(listener -> listener.gained(newTerm));
  }

  synchronized void lost() {
    if (leads()) {
      LOG.info("raft: this server leads no longer");
      term = OptionalLong.empty();
      listeners.forEach(LeadershipListener::lost);
    }
  }
}
