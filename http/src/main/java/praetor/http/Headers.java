package praetor.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Header fields in the order and spelling given; names compare without case, a name may occur more
 * than once. Immutable. Laid out flat, because thousands of parked requests hold one each.
 */
public final class Headers {
  public static final Headers EMPTY = new Headers(new String[0]);

  /** Name, value, name, value. */
  private final String[] pairs;

  private Headers(String[] pairs) {
    this.pairs = pairs;
  }

  /** Headers from name, value, name, value and so on. */
  public static Headers of(String... pairs) {
    if (pairs.length % 2 != 0) {
      throw new IllegalArgumentException("a header without a value: " + Arrays.toString(pairs));
    }
    return pairs.length == 0 ? EMPTY : new Headers(pairs.clone());
  }

  /** Like {@link #of} without a copy: the array must not change any more. */
  public static Headers handOver(String[] pairs) {
    return pairs.length == 0 ? EMPTY : new Headers(pairs);
  }

  /** These headers and the others after them. */
  public Headers plus(Headers others) {
    if (others.pairs.length == 0) {
      return this;
    }
    if (pairs.length == 0) {
      return others;
    }
    var all = Arrays.copyOf(pairs, pairs.length + others.pairs.length);
    System.arraycopy(others.pairs, 0, all, pairs.length, others.pairs.length);
    return new Headers(all);
  }

  /** These headers and one more at the end. */
  public Headers plus(String name, String value) {
    var all = Arrays.copyOf(pairs, pairs.length + 2);
    all[pairs.length] = name;
    all[pairs.length + 1] = value;
    return new Headers(all);
  }

  public int size() {
    return pairs.length / 2;
  }

  public String name(int index) {
    return pairs[2 * index];
  }

  public String value(int index) {
    return pairs[2 * index + 1];
  }

  /** The first value under the name. */
  public Optional<String> first(String name) {
    int at = indexOf(name);
    return at < 0 ? Optional.empty() : Optional.of(value(at));
  }

  public boolean has(String name) {
    return indexOf(name) >= 0;
  }

  /** Every value under the name, in the order they came. */
  public List<String> all(String name) {
    var values = new ArrayList<String>(2);
    for (int i = 0; i < size(); i++) {
      if (name(i).equalsIgnoreCase(name)) {
        values.add(value(i));
      }
    }
    return values;
  }

  /** Position of the first header of that name, or -1. */
  public int indexOf(String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equalsIgnoreCase(name)) {
        return i / 2;
      }
    }
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Headers headers && Arrays.equals(pairs, headers.pairs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(pairs);
  }

  @Override
  public String toString() {
    var out = new StringBuilder();
    for (int i = 0; i < size(); i++) {
      out.append(name(i)).append(": ").append(value(i)).append('\n');
    }
    return out.toString();
  }
}
