package praetor.agent.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import praetor.model.DecodeException;
import praetor.raft.SnapshotSource;
import praetor.raft.StateMachine;
import praetor.state.StateStore;
import praetor.state.command.Commands;

/** Feeds the state store from the log. Owned by raft's apply thread. */
final class StoreMachine implements StateMachine {
  private final StateStore store;
  private final ServerMetrics metrics;
  private final Runnable onRestore;

  /**
   * @param onRestore told when the whole state was replaced; must not block
   */
  StoreMachine(StateStore store, ServerMetrics metrics, Runnable onRestore) {
    this.store = store;
    this.metrics = metrics;
    this.onRestore = onRestore;
  }

  @Override
  public Object apply(long index, long term, ByteBuffer command) {
    try {
      var bytes = new byte[command.remaining()];
      command.get(bytes);
      long start = System.nanoTime();
      var decoded = Commands.decode(bytes);
      long restores = store.view().restores();
      var outcome = store.apply(index, decoded);
      metrics.applied(decoded, start);
      if (store.view().restores() != restores) {
        onRestore.run();
      }
      return outcome;
    } catch (DecodeException e) {
      // What is committed must be readable: going on without it would make this server differ from
      // the others.
      throw new IllegalStateException(
          "log entry " + index + " holds no command of this version: " + e.getMessage(), e);
    }
  }

  @Override
  public void batchApplied() {
    store.publish();
  }

  @Override
  public SnapshotSource snapshot() {
    return store.snapshot()::writeTo;
  }

  @Override
  public void restore(InputStream in) throws IOException {
    try {
      store.restoreSnapshot(in);
      onRestore.run();
    } catch (DecodeException e) {
      throw new IOException("the snapshot holds no state of this version: " + e.getMessage(), e);
    }
  }
}
