package praetor.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import praetor.state.tree.BTree;
import praetor.state.tree.BTreeEdit;
import praetor.state.tree.SortedRows;

/** A table under change: keeps the indexes in step with the rows. Owned by one thread. */
final class TableEdit<T> {
  private final Table<T> table;
  private final BTreeEdit<T> rows;
  private final List<BTreeEdit<T>> indexes = new ArrayList<>();

  TableEdit(TableRows<T> before) {
    table = before.table();
    rows = before.rows().edit();
    before.indexes().forEach(tree -> indexes.add(tree.edit()));
  }

  SortedRows<T> rows() {
    return rows;
  }

  SortedRows<T> index(Table.Index<T> index) {
    return indexes.get(table.indexes().indexOf(index));
  }

  void put(T row) {
    byte[] key = table.keyOf(row);
    T before = rows.put(key, row);
    for (int i = 0; i < indexes.size(); i++) {
      var keysOf = table.indexes().get(i).keys();
      if (before != null) {
        unindex(indexes.get(i), keysOf.apply(before), key);
      }
      for (byte[] indexed : keysOf.apply(row)) {
        indexes.get(i).put(Keys.concat(indexed, key), row);
      }
    }
  }

  /** Takes out the row with that key. */
  @Nullable T delete(byte[] key) {
    T before = rows.remove(key);
    if (before != null) {
      for (int i = 0; i < indexes.size(); i++) {
        unindex(indexes.get(i), table.indexes().get(i).keys().apply(before), key);
      }
    }
    return before;
  }

  private void unindex(BTreeEdit<T> index, List<byte[]> indexed, byte[] key) {
    for (byte[] part : indexed) {
      index.remove(Keys.concat(part, key));
    }
  }

  TableRows<T> freeze() {
    List<BTree<T>> frozen = new ArrayList<>(indexes.size());
    indexes.forEach(edit -> frozen.add(edit.freeze()));
    return new TableRows<>(table, rows.freeze(), frozen);
  }
}
