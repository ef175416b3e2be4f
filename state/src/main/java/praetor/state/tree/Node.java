package praetor.state.tree;

import java.util.Arrays;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A node of the tree. A leaf holds {@code size} keys and their rows; an inner node {@code size}
 * keys and {@code size + 1} children, where child i holds the keys from key i - 1 on and below key
 * i.
 *
 * <p>An edit changes the nodes that it owns in place; all others are shared and never change.
 */
final class Node {
  /** Keys per node. With 32 a lookup in 1 M keys passes 4 to 5 nodes, and a copy costs 300 B. */
  static final int KEYS_MAX = 32;

  /** Below this a node is joined or evened out with a neighbour. */
  static final int KEYS_MIN = KEYS_MAX / 4;

  /** Free places that a copy gets, so that the next inserts of the same edit need no other. */
  private static final int SPARE = 4;

  final @Nullable Object owner;
  final boolean leaf;
  int size;
  byte[][] keys;
  @Nullable Object[] slots;

  /** The highest index of the rows below. */
  long maxIndex;

  Node(@Nullable Object owner, boolean leaf, int capacity) {
    this.owner = owner;
    this.leaf = leaf;
    this.keys = new byte[capacity][];
    this.slots = new Object[leaf ? capacity : capacity + 1];
  }

  /** This node if the edit owns it, else a copy that it owns. */
  // The owner is a token: only the very same edit may change the node.
  @SuppressWarnings("ReferenceEquality")
  Node editable(Object edit) {
    if (owner == edit) {
      return this;
    }
    var copy = new Node(edit, leaf, Math.min(KEYS_MAX + 1, size + 1));
    System.arraycopy(keys, 0, copy.keys, 0, size);
    System.arraycopy(slots, 0, copy.slots, 0, leaf ? size : size + 1);
    copy.size = size;
    copy.maxIndex = maxIndex;
    return copy;
  }

  /** The place of a key, or -(place where it belongs) - 1. */
  int find(byte[] key) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Arrays.compareUnsigned(keys[middle], key);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  /** Which child of an inner node holds a key. */
  int childOf(byte[] key) {
    int place = find(key);
    return place >= 0 ? place + 1 : -place - 1;
  }

  Node child(int i) {
    if (slots[i] instanceof Node child) {
      return child;
    }
    throw new IllegalStateException("a leaf has no children");
  }

  void insertKey(int at, byte[] key) {
    if (size == keys.length) {
      int capacity = Math.min(KEYS_MAX + 1, size + SPARE);
      keys = Arrays.copyOf(keys, capacity);
      slots = Arrays.copyOf(slots, leaf ? capacity : capacity + 1);
    }
    System.arraycopy(keys, at, keys, at + 1, size - at);
    keys[at] = key;
  }

  void insertRow(int at, byte[] key, Object row) {
    insertKey(at, key);
    System.arraycopy(slots, at, slots, at + 1, size - at);
    slots[at] = row;
    size++;
  }

  /** Puts a child behind child {@code at}; {@code key} is its lowest. */
  void insertChild(int at, byte[] key, Node child) {
    insertKey(at, key);
    System.arraycopy(slots, at + 1, slots, at + 2, size - at);
    slots[at + 1] = child;
    size++;
  }

  void removeRow(int at) {
    remove(at, at, size - 1);
  }

  /** Takes away key {@code at} and the child behind it. */
  void removeChild(int at) {
    remove(at, at + 1, size);
  }

  @SuppressWarnings("NullAway")
  private void remove(int keyAt, int slotAt, int lastSlot) {
    System.arraycopy(keys, keyAt + 1, keys, keyAt, size - keyAt - 1);
    System.arraycopy(slots, slotAt + 1, slots, slotAt, lastSlot - slotAt);
    size--;
    keys[size] = null;
    slots[lastSlot] = null;
  }

  <V> void computeMaxIndex(ToLongFunction<? super V> indexOf) {
    long max = 0;
    if (leaf) {
      for (int i = 0; i < size; i++) {
        @SuppressWarnings("unchecked")
        V row = (V) slots[i];
        max = higher(max, indexOf.applyAsLong(row));
      }
    } else {
      for (int i = 0; i <= size; i++) {
        max = higher(max, child(i).maxIndex);
      }
    }
    maxIndex = max;
  }

  /** Raft indexes are unsigned. */
  static long higher(long a, long b) {
    return Long.compareUnsigned(a, b) >= 0 ? a : b;
  }
}
