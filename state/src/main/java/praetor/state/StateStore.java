package praetor.state;

import praetor.model.Bytes;
import praetor.model.Clock;
import praetor.state.command.AutopilotSetRequest;
import praetor.state.command.Command;
import praetor.state.command.KvsRequest;
import praetor.state.command.PreparedQueryRequest;
import praetor.state.command.SessionRequest;
import praetor.state.command.TxnRequest;

/**
 * The state that the raft log builds.
 *
 * <p>{@link #apply}, {@link #publish} and {@link #restore} belong to the raft apply thread. {@link
 * #view}, {@link #watches} and {@link #lockDelayed} are for any thread.
 */
public final class StateStore {
  private final WatchRegistry watches = new WatchRegistry();
  private final LockDelays lockDelays;
  private volatile StateView view = StateView.empty();
  private WriteTxn pending = new WriteTxn(view);

  /**
   * An empty store.
   *
   * @param clock for lock delays alone, which are this server's own and in no command
   */
  public StateStore(Clock clock) {
    lockDelays = new LockDelays(clock);
  }

  /** What readers see: the state after the last {@link #publish}. */
  public StateView view() {
    return view;
  }

  /** Where readers wait for changes. */
  public Watches watches() {
    return watches;
  }

  /**
   * Applies a committed command. Readers do not see it before {@link #publish}.
   *
   * @param index its raft index, higher than any before
   */
  public Outcome apply(long index, Command command) {
    pending.begin(index);
    var outcome = apply(pending, command);
    for (var delay : pending.takeLockDelays()) {
      lockDelays.start(delay.key(), delay.delay());
    }
    return outcome;
  }

  private static Outcome apply(WriteTxn txn, Command command) {
    return switch (command) {
      case Command.Register(var request) -> Catalog.register(txn, request);
      case Command.Deregister(var request) -> Catalog.deregister(txn, request);
      case KvsRequest request -> KvTable.apply(txn, request);
      case SessionRequest request -> SessionTable.apply(txn, request);
      case PreparedQueryRequest request -> PreparedQueryTable.apply(txn, request);
      case Command.TombstoneReap(long upToIndex) -> TombstoneTable.reap(txn, upToIndex);
      case Command.CoordinateBatch(var updates) -> CoordinateTable.update(txn, updates);
      case TxnRequest(var ops) -> TxnOps.apply(txn, ops);
      case AutopilotSetRequest request -> AutopilotTable.set(txn, request);
    };
  }

  /** Shows readers what was applied since the last time and wakes who waits for it. */
  public void publish() {
    var changes = pending.changes();
    show(new StateView(pending.freeze(), pending.index(), view.generation() + 1), changes);
  }

  /**
   * Replaces everything by a view read from a snapshot, drops what was not published, and wakes
   * every waiting reader. Lock delays are forgotten.
   */
  public void restore(StateView restored) {
    var changes = new Changes();
    changes.everything();
    lockDelays.clear();
    show(restored.withGeneration(view.generation() + 1), changes);
  }

  private void show(StateView next, Changes changes) {
    view = next;
    pending = new WriteTxn(next);
    watches.publish(next.generation(), changes);
  }

  /**
   * Whether the lock delay of an invalidated session still closes a key. The leader asks before it
   * proposes a lock.
   */
  public boolean lockDelayed(Bytes key) {
    return lockDelays.isDelayed(key);
  }
}
