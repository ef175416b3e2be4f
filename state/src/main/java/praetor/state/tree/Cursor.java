package praetor.state.tree;

import praetor.model.Bytes;

/**
 * Goes through rows in the order of their keys. An edit must not change while a cursor is on it.
 * Owned by one thread.
 */
public final class Cursor<V> {
  /** Deep enough for 8^12 rows, even if every node had but a quarter of its keys. */
  private static final int DEPTH_MAX = 12;

  private final byte[] prefix;
  private final Node[] path = new Node[DEPTH_MAX];
  private final int[] places = new int[DEPTH_MAX];
  private int depth;
  private Node leaf;
  private int at;

  Cursor(Node root, byte[] from, byte[] prefix) {
    this.prefix = prefix;
    var node = root;
    while (!node.leaf) {
      int i = node.childOf(from);
      path[depth] = node;
      places[depth++] = i;
      node = node.child(i);
    }
    leaf = node;
    int place = node.find(from);
    at = (place >= 0 ? place : -place - 1) - 1;
  }

  /** Goes on; false at the end. */
  public boolean next() {
    at++;
    while (at >= leaf.size) {
      if (!nextLeaf()) {
        return false;
      }
    }
    return Bytes.startsWith(leaf.keys[at], prefix);
  }

  private boolean nextLeaf() {
    int level = depth - 1;
    while (level >= 0 && places[level] == path[level].size) {
      level--;
    }
    if (level < 0) {
      return false;
    }
    places[level]++;
    var node = path[level].child(places[level]);
    while (!node.leaf) {
      level++;
      path[level] = node;
      places[level] = 0;
      node = node.child(0);
    }
    leaf = node;
    at = 0;
    return true;
  }

  /** The key of the present row: for reading only. */
  public byte[] key() {
    return leaf.keys[at];
  }

  @SuppressWarnings({"unchecked", "NullAway"})
  public V row() {
    return (V) leaf.slots[at];
  }
}
