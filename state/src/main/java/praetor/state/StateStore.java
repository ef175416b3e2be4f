package praetor.state;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import praetor.model.Bytes;
import praetor.model.Clock;
import praetor.model.DecodeException;
import praetor.state.command.AutopilotSetRequest;
import praetor.state.command.CaRequest;
import praetor.state.command.Command;
import praetor.state.command.ConfigEntryRequest;
import praetor.state.command.KvsRequest;
import praetor.state.command.ManualIpsRequest;
import praetor.state.command.PreparedQueryRequest;
import praetor.state.command.RestoreRequest;
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
  private final Restores restores = new Restores();
  private WriteTxn pending = new WriteTxn(view);
  // What is added to indexes of the log: a restored snapshot may have come further than the log.
  private long indexOffset;

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
   * @param raftIndex its index in the log, higher than any before
   */
  public Outcome apply(long raftIndex, Command command) {
    long index = raftIndex + indexOffset;
    pending.begin(index);
    var outcome =
        command instanceof RestoreRequest request
            ? restore(raftIndex, request)
            : apply(pending, command);
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
      case ConfigEntryRequest request -> ConfigEntryTable.apply(txn, request);
      case ManualIpsRequest request -> VirtualIpTable.assign(txn, request);
      case CaRequest request -> CaRootTable.apply(txn, request);
      case Command.TombstoneReap(long upToIndex) -> TombstoneTable.reap(txn, upToIndex);
      case Command.CoordinateBatch(var updates) -> CoordinateTable.update(txn, updates);
      case TxnRequest(var ops) -> TxnOps.apply(txn, ops);
      case AutopilotSetRequest request -> AutopilotTable.set(txn, request);
      case RestoreRequest request ->
          throw new IllegalStateException("a restore replaces the transaction: " + request.id());
    };
  }

  private Outcome restore(long raftIndex, RestoreRequest request) {
    return switch (restores.step(request)) {
      case Restores.Step.Answer(var outcome) -> outcome;
      case Restores.Step.Replace(var restored, long indexAtLeast, var report) -> {
        long last = Math.max(pending.index(), indexAtLeast) + 1;
        indexOffset = last - raftIndex;
        restore(restored.withLastIndex(last));
        yield new Outcome.Restored(report);
      }
      case Restores.Step.Merge(var restored, var scopes, var as, var report) ->
          PartialRestore.apply(pending, restored, scopes, as)
              .<Outcome>map(Outcome.Refused::new)
              .orElseGet(() -> new Outcome.Restored(report));
    };
  }

  /** Shows readers what was applied since the last time and wakes who waits for it. */
  public void publish() {
    var changes = pending.changes();
    show(
        new StateView(pending.freeze(), pending.index(), view.generation() + 1, view.restores()),
        changes);
  }

  /**
   * Replaces everything by a view read from a snapshot, drops what was not published, and wakes
   * every waiting reader. Lock delays are forgotten.
   */
  public void restore(StateView restored) {
    var changes = new Changes();
    changes.everything();
    lockDelays.clear();
    show(restored.after(view), changes);
  }

  /** All that the store is after the last {@link #publish}, in constant time. */
  public StoreSnapshot snapshot() {
    var staging = restores.staging();
    return new StoreSnapshot(view, indexOffset, staging == null ? null : staging.freeze());
  }

  /** Replaces everything by what a {@link StoreSnapshot} has written, as {@link #restore} does. */
  public void restoreSnapshot(InputStream in) throws IOException, DecodeException {
    var content = StoreSnapshot.read(in);
    indexOffset = content.indexOffset();
    restores.resume(content.staging());
    restore(content.view());
  }

  /** The id of the restore under way. For any thread. */
  public Optional<String> restoreUnderWay() {
    return Optional.ofNullable(restores.staging()).map(Staging::id);
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
