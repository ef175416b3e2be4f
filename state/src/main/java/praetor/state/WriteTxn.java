package praetor.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import praetor.model.Bytes;
import praetor.state.tree.SortedRows;

/**
 * Changes on top of a view, for one batch of commands. Reads see what was changed so far. Owned by
 * the apply thread.
 */
final class WriteTxn implements Tables {
  private final TableRows<?>[] base;
  private final @Nullable TableEdit<?>[] edits;
  private final Changes changes = new Changes();
  private final List<LockDelay> lockDelays = new ArrayList<>();
  private long index;

  /** A key that stays closed for a while. */
  record LockDelay(Bytes key, Duration delay) {}

  /** A state to go back to. */
  static final class Savepoint {
    private final TableRows<?>[] rows;
    private final Changes.Mark changes;
    private final int lockDelays;

    private Savepoint(TableRows<?>[] rows, Changes.Mark changes, int lockDelays) {
      this.rows = rows;
      this.changes = changes;
      this.lockDelays = lockDelays;
    }
  }

  WriteTxn(StateView view) {
    base = view.tables();
    edits = new TableEdit<?>[base.length];
    index = view.lastIndex();
  }

  /** The raft index of the command that is being applied. */
  long index() {
    return index;
  }

  void begin(long newIndex) {
    index = newIndex;
  }

  @Override
  public <T> SortedRows<T> rows(Table<T> table) {
    var edit = edits[table.slot()];
    return edit == null ? before(table).rows() : cast(table, edit).rows();
  }

  @Override
  public <T> SortedRows<T> rows(Table<T> table, Table.Index<T> by) {
    var edit = edits[table.slot()];
    return edit == null ? before(table).index(by) : cast(table, edit).index(by);
  }

  /** Puts a row in the place of the one with its key. */
  <T> void put(Table<T> table, T row) {
    edit(table).put(row);
  }

  /** Takes out the row with that key, if there is one. */
  <T> void delete(Table<T> table, byte[] key) {
    edit(table).delete(key);
  }

  /** What readers have to be told. */
  Changes changes() {
    return changes;
  }

  void delayLock(byte[] key, Duration delay) {
    lockDelays.add(new LockDelay(Bytes.owned(key), delay));
  }

  /** The lock delays since the last call. */
  List<LockDelay> takeLockDelays() {
    var taken = List.copyOf(lockDelays);
    lockDelays.clear();
    return taken;
  }

  Savepoint save() {
    return new Savepoint(freeze(), changes.mark(), lockDelays.size());
  }

  /** Forgets everything since a savepoint. */
  void goBackTo(Savepoint savepoint) {
    System.arraycopy(savepoint.rows, 0, base, 0, base.length);
    Arrays.fill(edits, null);
    changes.forgetSince(savepoint.changes);
    lockDelays.subList(savepoint.lockDelays, lockDelays.size()).clear();
  }

  /** The tables as they are now. The transaction may go on. */
  TableRows<?>[] freeze() {
    var rows = base.clone();
    for (int i = 0; i < rows.length; i++) {
      var edit = edits[i];
      if (edit != null) {
        rows[i] = edit.freeze();
      }
    }
    return rows;
  }

  private <T> TableEdit<T> edit(Table<T> table) {
    var edit = edits[table.slot()];
    if (edit == null) {
      edit = new TableEdit<>(before(table));
      edits[table.slot()] = edit;
    }
    return cast(table, edit);
  }

  @SuppressWarnings("unchecked")
  private <T> TableRows<T> before(Table<T> table) {
    return (TableRows<T>) base[table.slot()];
  }

  @SuppressWarnings({"unchecked", "unused"})
  private static <T> TableEdit<T> cast(Table<T> table, TableEdit<?> edit) {
    return (TableEdit<T>) edit;
  }
}
