package praetor.state.tree;

import java.util.Arrays;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A tree under change. {@link #freeze} gives it as an immutable tree at no cost and may be called
 * again and again; nodes that a frozen tree holds are copied when they change next. Owned by one
 * thread.
 */
public final class BTreeEdit<V> extends SortedRows<V> {
  private Object token = new Object();
  private Node root;
  private int size;

  // What the last recursive step left for its parent.
  private @Nullable Node splitRight;
  private byte[] splitKey = {};
  private @Nullable V previous;

  BTreeEdit(Node root, int size, ToLongFunction<? super V> indexOf) {
    super(indexOf);
    this.root = root;
    this.size = size;
  }

  /** The tree as it is now. */
  public BTree<V> freeze() {
    token = new Object();
    return new BTree<>(root, size, indexOf);
  }

  @Override
  Node root() {
    return root;
  }

  @Override
  public int size() {
    return size;
  }

  /**
   * Puts a row in the place of the one with its key, if there is one.
   *
   * @param key must not be changed any more
   * @return what was there before
   */
  public @Nullable V put(byte[] key, V row) {
    previous = null;
    var node = put(root, key, row);
    var right = splitRight;
    if (right != null) {
      splitRight = null;
      var top = new Node(token, false, 1);
      top.keys[0] = splitKey;
      top.slots[0] = node;
      top.slots[1] = right;
      top.size = 1;
      top.maxIndex = Node.higher(node.maxIndex, right.maxIndex);
      node = top;
    }
    root = node;
    return previous;
  }

  private Node put(Node shared, byte[] key, V row) {
    var node = shared.editable(token);
    int changed = node.leaf ? putRow(node, key, row) : putBelow(node, key, row);
    raiseMaxIndex(node, row);
    if (node.size > Node.KEYS_MAX) {
      split(node, changed == node.size - 1);
    }
    return node;
  }

  /** Puts a row into a leaf and returns its place. */
  @SuppressWarnings("unchecked")
  private int putRow(Node leaf, byte[] key, V row) {
    int place = leaf.find(key);
    if (place >= 0) {
      previous = (V) leaf.slots[place];
      leaf.slots[place] = row;
      return place;
    }
    leaf.insertRow(-place - 1, key, row);
    size++;
    return -place - 1;
  }

  /** Puts a row into a child and returns the place of the key before its split, if it split. */
  private int putBelow(Node node, byte[] key, V row) {
    int i = node.childOf(key);
    node.slots[i] = put(node.child(i), key, row);
    var right = splitRight;
    if (right != null) {
      splitRight = null;
      node.insertChild(i, splitKey, right);
    }
    return i;
  }

  private void raiseMaxIndex(Node node, V row) {
    long index = indexOf.applyAsLong(row);
    var before = previous;
    if (Long.compareUnsigned(index, node.maxIndex) >= 0) {
      node.maxIndex = index;
    } else if (before != null && indexOf.applyAsLong(before) == node.maxIndex) {
      node.computeMaxIndex(indexOf);
    }
  }

  /** Halves a node; one that grows at its end keeps more, since the next key comes there again. */
  private void split(Node node, boolean atEnd) {
    int kept = atEnd ? node.size - 2 : node.size / 2;
    var right = new Node(token, node.leaf, node.size - kept + 1);
    int moved = node.leaf ? node.size - kept : node.size - kept - 1;
    int from = node.size - moved;
    splitKey = node.keys[kept];
    System.arraycopy(node.keys, from, right.keys, 0, moved);
    System.arraycopy(node.slots, from, right.slots, 0, node.leaf ? moved : moved + 1);
    right.size = moved;
    truncate(node, kept);
    node.computeMaxIndex(indexOf);
    right.computeMaxIndex(indexOf);
    splitRight = right;
  }

  private static void truncate(Node node, int size) {
    node.keys = Arrays.copyOf(node.keys, size);
    node.slots = Arrays.copyOf(node.slots, node.leaf ? size : size + 1);
    node.size = size;
  }

  /** Takes a row out and returns it, or null when there is none. */
  public @Nullable V remove(byte[] key) {
    if (getOrNull(key) == null) {
      return null;
    }
    var node = remove(root, key);
    while (!node.leaf && node.size == 0) {
      node = node.child(0);
    }
    root = node;
    size--;
    return previous;
  }

  @SuppressWarnings("unchecked")
  private Node remove(Node shared, byte[] key) {
    var node = shared.editable(token);
    if (node.leaf) {
      int at = node.find(key);
      previous = (V) node.slots[at];
      node.removeRow(at);
    } else {
      int i = node.childOf(key);
      var child = remove(node.child(i), key);
      node.slots[i] = child;
      if (child.size < Node.KEYS_MIN) {
        evenOut(node, i);
      }
    }
    var gone = previous;
    if (gone != null && indexOf.applyAsLong(gone) == node.maxIndex) {
      node.computeMaxIndex(indexOf);
    }
    return node;
  }

  /** Joins a small child with a neighbour, or shares their keys when they are too many for one. */
  private void evenOut(Node parent, int i) {
    int left = i == 0 ? 0 : i - 1;
    var a = parent.child(left);
    var b = parent.child(left + 1);
    var all = joined(a, parent.keys[left], b);
    if (all.size <= Node.KEYS_MAX) {
      all.computeMaxIndex(indexOf);
      parent.slots[left] = all;
      parent.removeChild(left);
      return;
    }
    int kept = all.size / 2;
    int moved = all.leaf ? all.size - kept : all.size - kept - 1;
    int from = all.size - moved;
    var right = new Node(token, all.leaf, moved);
    System.arraycopy(all.keys, from, right.keys, 0, moved);
    System.arraycopy(all.slots, from, right.slots, 0, all.leaf ? moved : moved + 1);
    right.size = moved;
    parent.keys[left] = all.keys[kept];
    truncate(all, kept);
    all.computeMaxIndex(indexOf);
    right.computeMaxIndex(indexOf);
    parent.slots[left] = all;
    parent.slots[left + 1] = right;
  }

  private Node joined(Node a, byte[] between, Node b) {
    int size = a.size + b.size + (a.leaf ? 0 : 1);
    var all = new Node(token, a.leaf, size);
    System.arraycopy(a.keys, 0, all.keys, 0, a.size);
    System.arraycopy(a.slots, 0, all.slots, 0, a.leaf ? a.size : a.size + 1);
    int next = a.size;
    if (!a.leaf) {
      all.keys[next++] = between;
    }
    System.arraycopy(b.keys, 0, all.keys, next, b.size);
    System.arraycopy(b.slots, 0, all.slots, next, b.leaf ? b.size : b.size + 1);
    all.size = size;
    return all;
  }
}
