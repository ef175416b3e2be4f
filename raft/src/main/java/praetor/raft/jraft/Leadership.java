package praetor.raft.jraft;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import praetor.raft.LeadershipListener;

/**
 * Whether this server leads and may serve: its state machine holds everything of earlier terms.
 * Listeners are told in order. Safe for any thread.
 */
final class Leadership {

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
    term = OptionalLong.of(newTerm);
    listeners.forEach(listener -> listener.gained(newTerm));
  }

  synchronized void lost() {
    if (leads()) {
      term = OptionalLong.empty();
      listeners.forEach(LeadershipListener::lost);
    }
  }
}
