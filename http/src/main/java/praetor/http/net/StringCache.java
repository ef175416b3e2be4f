package praetor.http.net;

import org.jspecify.annotations.Nullable;

/**
 * Replaces equal strings by one: ten thousand parked requests name the same host, client and token.
 * Small and forgetful. Owned by an event loop.
 */
final class StringCache {
  private static final int SLOTS = 256;

  /** Longer values are rarely the same. */
  private static final int TEXT_MAX_CHARS = 80;

  private final @Nullable String[] slots = new String[SLOTS];

  String canonical(String text) {
    if (text.length() > TEXT_MAX_CHARS) {
      return text;
    }
    int hash = text.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    var before = slots[slot];
    if (before != null && before.equals(text)) {
      return before;
    }
    slots[slot] = text;
    return text;
  }
}
