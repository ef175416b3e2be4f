package praetor.state.tree;

import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * An immutable B+tree. Editing one leaves it as it is; the edited tree shares all nodes that did
 * not change. Safe for any thread.
 *
 * <p>Every node keeps the highest index of the rows below it, so that the index of a prefix costs a
 * few node visits. About 15 bytes per row besides key and row.
 */
public final class BTree<V> extends SortedRows<V> {
  private static final Object NOTHING = new Object();

  private final Node root;
  private final int size;

  BTree(Node root, int size, ToLongFunction<? super V> indexOf) {
    super(indexOf);
    this.root = root;
    this.size = size;
  }

  /**
   * An empty tree.
   *
   * @param indexOf the index that a row carries: its ModifyIndex
   */
  public static <V> BTree<V> empty(ToLongFunction<? super V> indexOf) {
    return new BTree<>(new Node(null, true, 0), 0, indexOf);
  }

  /** Begins a change. */
  public BTreeEdit<V> edit() {
    return new BTreeEdit<>(root, size, indexOf);
  }

  /**
   * Stands for what this tree holds: another one with the same version holds the same. It keeps
   * nothing of the tree alive.
   */
  public Object version() {
    // The root of a changed tree belongs to its edit, and an edit goes on with a new token after
    // each frozen tree. Only the empty tree that nobody edited has none.
    return Objects.requireNonNullElse(root.owner, NOTHING);
  }

  @Override
  Node root() {
    return root;
  }

  @Override
  public int size() {
    return size;
  }
}
