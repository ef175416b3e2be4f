package praetor.state;

import java.util.ArrayList;
import java.util.List;
import praetor.state.tree.BTree;
import praetor.state.tree.SortedRows;

/** The rows of one table with all its indexes. Immutable. */
record TableRows<T>(Table<T> table, BTree<T> rows, List<BTree<T>> indexes) {
  static <T> TableRows<T> empty(Table<T> table) {
    List<BTree<T>> indexes = new ArrayList<>();
    for (int i = 0; i < table.indexes().size(); i++) {
      indexes.add(BTree.empty(table.modifyIndex()));
    }
    return new TableRows<>(table, BTree.empty(table.modifyIndex()), indexes);
  }

  SortedRows<T> index(Table.Index<T> index) {
    return indexes.get(table.indexes().indexOf(index));
  }
}
