package praetor.state.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import praetor.model.Bytes;

/** Rows sorted by key, for reading: bytes compare unsigned, as Go compares strings. */
public abstract sealed class SortedRows<V> permits BTree, BTreeEdit {
  private static final byte[] FIRST = {};

  final ToLongFunction<? super V> indexOf;

  SortedRows(ToLongFunction<? super V> indexOf) {
    this.indexOf = indexOf;
  }

  abstract Node root();

  public abstract int size();

  public final boolean isEmpty() {
    return size() == 0;
  }

  public final Optional<V> get(byte[] key) {
    return Optional.ofNullable(getOrNull(key));
  }

  /** For hot paths. */
  @SuppressWarnings("unchecked")
  public final @Nullable V getOrNull(byte[] key) {
    var node = root();
    while (!node.leaf) {
      node = node.child(node.childOf(key));
    }
    int at = node.find(key);
    return at >= 0 ? (V) node.slots[at] : null;
  }

  /** The rows whose keys begin with the prefix, in order. */
  public final Cursor<V> below(byte[] prefix) {
    return new Cursor<>(root(), prefix, prefix);
  }

  /** All rows from a key on, in order. */
  public final Cursor<V> from(byte[] key) {
    return new Cursor<>(root(), key, FIRST);
  }

  /** The rows from a key on whose keys begin with the prefix, which that key must not precede. */
  public final Cursor<V> fromBelow(byte[] key, byte[] prefix) {
    return new Cursor<>(root(), key, prefix);
  }

  public final Cursor<V> all() {
    return below(FIRST);
  }

  /** The rows whose keys begin with the prefix, as a list. */
  public final List<V> listBelow(byte[] prefix) {
    var cursor = below(prefix);
    List<V> rows = new ArrayList<>();
    while (cursor.next()) {
      rows.add(cursor.row());
    }
    return rows;
  }

  /** The first row whose key begins with the prefix. */
  public final Optional<V> firstBelow(byte[] prefix) {
    var cursor = below(prefix);
    return cursor.next() ? Optional.of(cursor.row()) : Optional.empty();
  }

  /** Whether a key begins with the prefix. */
  public final boolean hasBelow(byte[] prefix) {
    return below(prefix).next();
  }

  /** The row with the highest key that is not above the given one. */
  public final Optional<V> floor(byte[] key) {
    return Optional.ofNullable(floor(root(), key));
  }

  @SuppressWarnings("unchecked")
  private @Nullable V floor(Node node, byte[] key) {
    if (node.leaf) {
      int place = node.find(key);
      int at = place >= 0 ? place : -place - 2;
      return at >= 0 ? (V) node.slots[at] : null;
    }
    for (int i = node.childOf(key); i >= 0; i--) {
      V found = floor(node.child(i), key);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The row with the lowest key that is not below the given one. */
  public final Optional<V> ceiling(byte[] key) {
    var cursor = from(key);
    return cursor.next() ? Optional.of(cursor.row()) : Optional.empty();
  }

  /** The highest index of all rows; 0 when there are none. */
  public final long maxIndex() {
    return root().maxIndex;
  }

  /**
   * The highest index of the rows whose keys begin with the prefix; 0 when there are none. Looks
   * only along the two edges of the prefix, however many rows lie between.
   */
  public final long maxIndex(byte[] prefix) {
    return maxIndex(root(), prefix, true, true);
  }

  /**
   * @param fromLow whether keys below the prefix may be in this node
   * @param toHigh whether keys above it may be
   */
  private long maxIndex(Node node, byte[] prefix, boolean fromLow, boolean toHigh) {
    if (!fromLow && !toHigh) {
      return node.maxIndex;
    }
    if (node.leaf) {
      return maxIndexOfLeaf(node, prefix, fromLow);
    }
    int first = fromLow ? node.childOf(prefix) : 0;
    long max = 0;
    for (int i = first; i <= node.size; i++) {
      boolean last = i == node.size || isAbove(node.keys[i], prefix);
      max =
          Node.higher(max, maxIndex(node.child(i), prefix, fromLow && i == first, last && toHigh));
      if (last) {
        break;
      }
    }
    return max;
  }

  private long maxIndexOfLeaf(Node leaf, byte[] prefix, boolean fromLow) {
    int at = 0;
    if (fromLow) {
      int place = leaf.find(prefix);
      at = place >= 0 ? place : -place - 1;
    }
    long max = 0;
    while (at < leaf.size && Bytes.startsWith(leaf.keys[at], prefix)) {
      @SuppressWarnings("unchecked")
      V row = (V) leaf.slots[at];
      max = Node.higher(max, indexOf.applyAsLong(row));
      at++;
    }
    return max;
  }

  /** Whether a key that is not below a prefix lies behind everything that begins with it. */
  private static boolean isAbove(byte[] key, byte[] prefix) {
    return !Bytes.startsWith(key, prefix);
  }
}
