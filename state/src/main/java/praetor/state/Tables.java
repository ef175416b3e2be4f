package praetor.state;

import java.util.Optional;
import praetor.state.tree.SortedRows;

/** Tables for reading: a view, or a transaction with what it has changed so far. */
interface Tables {
  /** The rows by primary key. */
  <T> SortedRows<T> rows(Table<T> table);

  /** The rows by another key, each followed by the primary key. */
  <T> SortedRows<T> rows(Table<T> table, Table.Index<T> index);

  default <T> Optional<T> get(Table<T> table, byte[] key) {
    return rows(table).get(key);
  }
}
