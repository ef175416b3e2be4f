package praetor.testkit.vectors.http;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import praetor.testkit.vectors.http.Placeholder.Kind;

/**
 * What the numbered placeholders of one scenario have turned out to be.
 *
 * <p>Indexes keep order: a smaller number is a smaller index, and {@code <index:0>} is any that is
 * older than the scenario's own writes. Owned by one {@link ValueMatcher}.
 */
final class Bindings {
  private static final int OLDER = 0;

  private final Map<Placeholder, Value> bound = new LinkedHashMap<>();

  /** A number or a text that a placeholder stands for; equal numbers are equal however written. */
  sealed interface Value {
    record Numeric(BigDecimal value) implements Value {
      @Override
      public String toString() {
        return value.toPlainString();
      }
    }

    record Text(String value) implements Value {
      @Override
      public String toString() {
        return value;
      }
    }

    static Value of(BigDecimal number) {
      return new Numeric(number.stripTrailingZeros());
    }
  }

  /** Notes what the placeholder is, or compares it with what it was; differences as sentences. */
  List<String> bind(Placeholder placeholder, Value value, String where) {
    if (placeholder.number().isEmpty()) {
      return List.of();
    }
    var known = known(placeholder, value);
    if (!known.equals(value) && !isOlder(placeholder)) {
      return List.of(
          where + ": expected " + placeholder + ", which was " + known + ", got " + value);
    }
    return outOfOrder(placeholder, known)
        .map(
            other ->
                "%s: %s is %s, but %s is %s: wrong order"
                    .formatted(where, placeholder, known, other.getKey(), other.getValue()))
        .limit(1)
        .toList();
  }

  private Value known(Placeholder placeholder, Value value) {
    return isOlder(placeholder)
        ? bound.merge(placeholder, value, (a, b) -> compare(a, b) < 0 ? b : a)
        : bound.computeIfAbsent(placeholder, _ -> value);
  }

  private static boolean isOlder(Placeholder placeholder) {
    return placeholder.kind() == Kind.INDEX
        && placeholder.number().filter(n -> n == OLDER).isPresent();
  }

  /** The indexes that stand on the wrong side of this one. */
  private Stream<Map.Entry<Placeholder, Value>> outOfOrder(Placeholder placeholder, Value value) {
    if (placeholder.kind() != Kind.INDEX) {
      return Stream.of();
    }
    int rank = placeholder.number().orElseThrow();
    return bound.entrySet().stream()
        .filter(other -> other.getKey().kind() == Kind.INDEX)
        .filter(other -> !other.getKey().equals(placeholder))
        .filter(
            other ->
                (other.getKey().number().orElseThrow() < rank)
                    != (compare(other.getValue(), value) < 0));
  }

  private static int compare(Value a, Value b) {
    return number(a).compareTo(number(b));
  }

  private static BigDecimal number(Value value) {
    return switch (value) {
      case Value.Numeric(var number) -> number;
      case Value.Text(var text) -> new BigDecimal(text);
    };
  }

  /** What is bound now, for {@link #restore}. */
  Map<Placeholder, Value> snapshot() {
    return new LinkedHashMap<>(bound);
  }

  /** Forgets what was bound since the snapshot: an attempt that failed binds nothing. */
  void restore(Map<Placeholder, Value> snapshot) {
    bound.clear();
    bound.putAll(snapshot);
  }
}
