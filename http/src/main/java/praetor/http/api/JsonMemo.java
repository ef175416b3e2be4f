package praetor.http.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import praetor.http.SharedBytes;

/**
 * The JSON of values that the store hands out again and again, by the identity of the value.
 * Bounded in number and bytes; the least recently used go first. Safe for any thread.
 */
final class JsonMemo {
  private static final int ENTRIES_MAX = 512;
  private static final long BYTES_MAX = 16L << 20;

  /** A larger answer is made anew each time, lest it push out all others. */
  private static final int ENTRY_BYTES_MAX = 2 << 20;

  private record Key(Object value, Encoding<?> encoding, boolean pretty) {
    @Override
    @SuppressWarnings("ReferenceEquality") // identity is what this key is about
    public boolean equals(Object other) {
      return other instanceof Key that
          && value == that.value
          && encoding.equals(that.encoding)
          && pretty == that.pretty;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(value) + (pretty ? 1 : 0);
    }
  }

  private final Map<Key, SharedBytes> known = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /** The JSON that was made of this very value before. */
  synchronized @Nullable SharedBytes find(Object value, Encoding<?> encoding, boolean pretty) {
    return known.get(new Key(value, encoding, pretty));
  }

  /** Keeps the JSON of an immutable value. */
  synchronized void keep(Object value, Encoding<?> encoding, boolean pretty, SharedBytes json) {
    if (json.length() > ENTRY_BYTES_MAX) {
      return;
    }
    var before = known.put(new Key(value, encoding, pretty), json);
    bytes += json.length() - (before == null ? 0 : before.length());
    var eldest = known.entrySet().iterator();
    while ((bytes > BYTES_MAX || known.size() > ENTRIES_MAX) && eldest.hasNext()) {
      bytes -= eldest.next().getValue().length();
      eldest.remove();
    }
  }
}
