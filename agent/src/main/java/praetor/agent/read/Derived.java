package praetor.agent.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Lists made from lists of the store: while the store hands out the same list, equal queries get
 * the same choice from it, and what is made of that choice can be kept too. Bounded; safe for any
 * thread.
 */
public final class Derived {
  private static final int ENTRIES_MAX = 512;

  /** A list by identity, with what was asked of it. */
  private record Key(List<?> base, Query<?> query) {
    @Override
    @SuppressWarnings("ReferenceEquality") // identity is what this key is about
    public boolean equals(Object other) {
      return other instanceof Key that && base == that.base && query.equals(that.query);
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(base) + query.hashCode();
    }
  }

  private final Map<Key, List<?>> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, List<?>> eldest) {
          return size() > ENTRIES_MAX;
        }
      };

  /**
   * What the query makes of a list.
   *
   * @param make depends on the list and the query alone
   */
  <T> List<T> of(List<T> base, Query<?> query, Supplier<List<T>> make) {
    var key = new Key(base, query);
    synchronized (known) {
      @SuppressWarnings("unchecked") // made from a list of the same rows
      var before = (List<T>) known.get(key);
      if (before != null) {
        return before;
      }
    }
    var made = make.get();
    synchronized (known) {
      known.put(key, made);
    }
    return made;
  }
}
