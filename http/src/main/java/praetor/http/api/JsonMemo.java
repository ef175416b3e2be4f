package praetor.http.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import praetor.http.SharedBytes;
import praetor.state.Versioned;

/**
 * The JSON of values that the store hands out again and again: of a {@link Versioned} one by its
 * version, of any other by its identity. Bounded in number and bytes; the least recently used go
 * first. Safe for any thread.
 */
final class JsonMemo {
  private static final int ENTRIES_MAX = 512;
  private static final long BYTES_MAX = 16L << 20;

  /** A larger answer is made anew each time, lest it push out all others. */
  private static final int ENTRY_BYTES_MAX = 4 << 20;

  /**
   * A larger answer is kept when it was made for the second time: where something changes between
   * any two reads, keeping it would only burden the collector.
   */
  private static final int AT_ONCE_BYTES_MAX = 128 << 10;

  /** Stands for an answer that was made once. */
  private static final SharedBytes MADE_ONCE = new SharedBytes(new byte[0]);

  private record Key(Object value, Encoding<?> encoding, boolean pretty) {
    static Key of(Object value, Encoding<?> encoding, boolean pretty) {
      var same = value instanceof Versioned versioned ? versioned.version() : new Same(value);
      return new Key(same, encoding, pretty);
    }
  }

  private record Same(Object value) {
    @Override
    @SuppressWarnings("ReferenceEquality") // identity is what this key is about
    public boolean equals(Object other) {
      return other instanceof Same that && value == that.value;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(value);
    }
  }

  private final Map<Key, SharedBytes> known = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /** The JSON that was made of this very value before. */
  synchronized @Nullable SharedBytes find(Object value, Encoding<?> encoding, boolean pretty) {
    var json = known.get(Key.of(value, encoding, pretty));
    return isKept(json) ? json : null;
  }

  /** Keeps the JSON of an immutable value. */
  synchronized void keep(Object value, Encoding<?> encoding, boolean pretty, SharedBytes json) {
    if (json.length() > ENTRY_BYTES_MAX) {
      return;
    }
    var key = Key.of(value, encoding, pretty);
    boolean first = !known.containsKey(key);
    var kept = first && json.length() > AT_ONCE_BYTES_MAX ? MADE_ONCE : json;
    var before = known.put(key, kept);
    bytes += kept.length() - (before == null ? 0 : before.length());
    var eldest = known.entrySet().iterator();
    while ((bytes > BYTES_MAX || known.size() > ENTRIES_MAX) && eldest.hasNext()) {
      bytes -= eldest.next().getValue().length();
      eldest.remove();
    }
  }

  // The marker is the one object and no other that is empty.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isKept(@Nullable SharedBytes json) {
    return json != null && json != MADE_ONCE;
  }
}
