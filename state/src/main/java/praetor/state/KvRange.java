package praetor.state;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import praetor.model.Bytes;
import praetor.model.KvEntry;
import praetor.state.tree.BTree;

/**
 * The entries below a prefix in one view. There may be very many: they are looked for when somebody
 * wants them, and made one by one. Immutable, safe for any thread.
 */
final class KvRange extends AbstractList<KvEntry> implements Versioned {
  private final BTree<KvRow> rows;
  private final Bytes prefix;
  private volatile @Nullable List<KvRow> found;

  /** Any change of the table makes another version, also one above or beside the prefix. */
  private record Version(Object rows, Bytes prefix) {}

  KvRange(BTree<KvRow> rows, Bytes prefix) {
    this.rows = rows;
    this.prefix = prefix;
  }

  @Override
  public Object version() {
    return new Version(rows.version(), prefix);
  }

  /** Goes through the tree itself: the way of answers, which need no list. */
  @Override
  public Iterator<KvEntry> iterator() {
    var cursor = rows.below(prefix.array());
    return new Iterator<>() {
      private boolean ahead = cursor.next();

      @Override
      public boolean hasNext() {
        return ahead;
      }

      @Override
      public KvEntry next() {
        if (!ahead) {
          throw new NoSuchElementException();
        }
        var entry = cursor.row().entry();
        ahead = cursor.next();
        return entry;
      }
    };
  }

  @Override
  public boolean isEmpty() {
    return !rows.hasBelow(prefix.array());
  }

  @Override
  public int size() {
    return found().size();
  }

  @Override
  public KvEntry get(int index) {
    return found().get(index).entry();
  }

  private List<KvRow> found() {
    var known = found;
    if (known == null) {
      known = rows.listBelow(prefix.array());
      found = known;
    }
    return known;
  }
}
