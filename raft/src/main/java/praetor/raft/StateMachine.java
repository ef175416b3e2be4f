package praetor.raft;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * What the log feeds: the owner's state. All methods are called by the engine's one apply thread,
 * in the order of the log, so an implementation needs no lock of its own.
 *
 * <p>An exception other than those declared means that the state can no longer be trusted: the
 * engine stops for good and tells its failure listeners.
 */
public interface StateMachine {

  /**
   * Applies a committed command. Must depend on nothing but the arguments and the state.
   *
   * @param index log index, growing but with gaps: the engine's own entries use some
   * @param term term of the leader that wrote it
   * @param command read-only, valid only during the call
   * @return handed to the proposer as {@link Outcome.Applied#result}
   */
  Object apply(long index, long term, ByteBuffer command);

  /**
   * Called after each batch of applies, before the futures of the batch complete: the moment to
   * publish one view for all of them.
   */
  void batchApplied();

  /** Takes the immutable view of the present state, in constant time. */
  SnapshotSource snapshot();

  /** Replaces the whole state by that of a snapshot, and publishes it. */
  void restore(InputStream in) throws IOException;
}
