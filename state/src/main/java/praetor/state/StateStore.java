package praetor.state;

import praetor.model.Bytes;
import praetor.model.Clock;
import praetor.state.command.Command;

/**
 * The state that the raft log builds.
 *
 * <p>{@link #apply}, {@link #publish} and {@link #restore} belong to the raft apply thread. {@link
 * #view} and {@link #watches} are for any thread.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class StateStore {
  /**
   * @param clock for lock delays alone, which are this server's own and in no command
   */
  public StateStore(Clock clock) {
    throw new UnsupportedOperationException(clock.toString());
  }

  /** What readers see: the state after the last {@link #publish}. */
  public StateView view() {
    throw new UnsupportedOperationException();
  }

  public Watches watches() {
    throw new UnsupportedOperationException();
  }

  /**
   * Applies a committed command. Readers do not see it before {@link #publish}.
   *
   * @param index its raft index, higher than any before
   */
  public Outcome apply(long index, Command command) {
    throw new UnsupportedOperationException(command.toString() + index);
  }

  /** Shows readers what was applied since the last time and wakes who waits for it. */
  public void publish() {
    throw new UnsupportedOperationException();
  }

  /**
   * Replaces everything by a view read from a snapshot, drops what was not published, and wakes
   * every waiting reader. Lock delays are forgotten.
   */
  public void restore(StateView restored) {
    throw new UnsupportedOperationException("restore");
  }

  /**
   * Whether the lock delay of an invalidated session still closes a key. The leader asks before it
   * proposes a lock. For any thread.
   */
  public boolean lockDelayed(Bytes key) {
    throw new UnsupportedOperationException(key.toString());
  }
}
