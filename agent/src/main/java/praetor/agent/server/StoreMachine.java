package praetor.agent.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import praetor.model.DecodeException;
import praetor.raft.SnapshotSource;
import praetor.raft.StateMachine;
import praetor.state.SnapshotReader;
import praetor.state.SnapshotWriter;
import praetor.state.StateStore;
import praetor.state.command.Commands;

/** Feeds the state store from the log. Owned by raft's apply thread. */
final class StoreMachine implements StateMachine {
  private final StateStore store;
  private final ServerMetrics metrics;

  StoreMachine(StateStore store, ServerMetrics metrics) {
    this.store = store;
    this.metrics = metrics;
  }

  @Override
  public Object apply(long index, long term, ByteBuffer command) {
    try {
      var bytes = new byte[command.remaining()];
      command.get(bytes);
      long start = System.nanoTime();
      var decoded = Commands.decode(bytes);
      var outcome = store.apply(index, decoded);
      metrics.applied(decoded, start);
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
    var view = store.view();
    return out -> SnapshotWriter.write(view, out);
  }

  @Override
  public void restore(InputStream in) throws IOException {
    try {
      var restored = SnapshotReader.read(in);
      if (!restored.report().unread().isEmpty()) {
        throw new DecodeException("unread records " + restored.report().unreadByType());
      }
      store.restore(restored.view());
    } catch (DecodeException e) {
      throw new IOException("the snapshot holds no state of this version: " + e.getMessage(), e);
    }
  }
}
