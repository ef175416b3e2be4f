package praetor.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Declares a table: its rows' key, the other keys under which they are found, and how they are
 * written into snapshots. {@link Schema} lists all tables.
 *
 * <p>The operations of a table are static methods beside its declaration, one file for each table.
 *
 * @param <T> the rows: immutable values
 */
final class Table<T> {
  /** Another way to find rows. Each declaration equals only itself. */
  static final class Index<T> {
    private final String name;
    private final Function<? super T, List<byte[]>> keys;

    /**
     * Declares one.
     *
     * @param keys the keys of a row, none if it is not to be found this way; the primary key is
     *     added behind each, so that rows may share them
     */
    Index(String name, Function<? super T, List<byte[]>> keys) {
      this.name = name;
      this.keys = keys;
    }

    Function<? super T, List<byte[]>> keys() {
      return keys;
    }

    @Override
    public String toString() {
      return "index " + name;
    }
  }

  private final String name;
  private final Function<? super T, byte[]> key;
  private final ToLongFunction<? super T> modifyIndex;
  private final List<Index<T>> indexes;
  private final SnapshotPart<T> snapshot;
  private int slot = -1;

  private Table(
      String name,
      Function<? super T, byte[]> key,
      ToLongFunction<? super T> modifyIndex,
      List<Index<T>> indexes,
      SnapshotPart<T> snapshot) {
    this.name = name;
    this.key = key;
    this.modifyIndex = modifyIndex;
    this.indexes = indexes;
    this.snapshot = snapshot;
  }

  /**
   * Begins a declaration.
   *
   * @param name as in the index records of Consul's snapshots
   */
  static <T> Builder<T> named(String name) {
    return new Builder<>(name);
  }

  /** Collects a declaration. */
  static final class Builder<T> {
    private final String name;
    private Function<? super T, byte[]> key = row -> new byte[0];
    private ToLongFunction<? super T> modifyIndex = row -> 0;
    private final List<Index<T>> indexes = new ArrayList<>();

    private Builder(String name) {
      this.name = name;
    }

    /** The primary key. A row has one key for all its life. */
    Builder<T> key(Function<? super T, byte[]> newKey) {
      key = newKey;
      return this;
    }

    /** The raft index of the last change of a row, for the index of a prefix. */
    Builder<T> modifyIndex(ToLongFunction<? super T> newModifyIndex) {
      modifyIndex = newModifyIndex;
      return this;
    }

    /** Another way to find rows. */
    Builder<T> index(Index<T> index) {
      indexes.add(index);
      return this;
    }

    /** Ends the declaration with what a snapshot holds of the table. */
    Table<T> snapshot(SnapshotPart<T> part) {
      return new Table<>(name, key, modifyIndex, List.copyOf(indexes), part);
    }
  }

  String name() {
    return name;
  }

  byte[] keyOf(T row) {
    return key.apply(row);
  }

  ToLongFunction<? super T> modifyIndex() {
    return modifyIndex;
  }

  List<Index<T>> indexes() {
    return indexes;
  }

  SnapshotPart<T> snapshot() {
    return snapshot;
  }

  /** Its place among the tables of a view. */
  int slot() {
    return slot;
  }

  void number(int newSlot) {
    slot = newSlot;
  }
}
