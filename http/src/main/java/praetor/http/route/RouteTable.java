package praetor.http.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pattern that fits a path best: the path itself, else the longest pattern ending in a
 * slash that it begins with. Immutable; a look-up allocates nothing.
 */
final class RouteTable<T> {
  /** Where the patterns of the API start to differ: after "/v1/". */
  private static final int FORK = 4;

  private static final int FORKS = 128;

  private record Prefix<T>(String pattern, T target) {}

  private final Map<String, T> exact = new HashMap<>();
  private final List<List<Prefix<T>>> byFork = new ArrayList<>();

  RouteTable(Map<String, T> patterns) {
    for (int i = 0; i < FORKS; i++) {
      byFork.add(new ArrayList<>());
    }
    patterns.forEach(this::add);
    byFork.forEach(prefixes -> prefixes.sort(longestFirst()));
  }

  /**
   * The target of the best pattern.
   *
   * @param path clean, its segments unescaped
   */
  Optional<T> find(String path) {
    return Optional.ofNullable(lookup(path));
  }

  /** Whether a pattern is exactly this path. */
  boolean isExact(String path) {
    return exact.containsKey(path);
  }

  private @Nullable T lookup(String path) {
    var target = exact.get(path);
    if (target != null) {
      return target;
    }
    target = longest(byFork.get(fork(path)), path);
    // A pattern shorter than the fork is among those of fork 0.
    return target != null ? target : longest(byFork.getFirst(), path);
  }

  private static <T> @Nullable T longest(List<Prefix<T>> prefixes, String path) {
    // Indexed: an iterator per request would be garbage.
    for (int i = 0; i < prefixes.size(); i++) {
      if (path.startsWith(prefixes.get(i).pattern())) {
        return prefixes.get(i).target();
      }
    }
    return null;
  }

  private void add(String pattern, T target) {
    exact.put(pattern, target);
    // The root is a page of its own, not everything there is.
    if (pattern.endsWith("/") && pattern.length() > 1) {
      byFork.get(fork(pattern)).add(new Prefix<>(pattern, target));
    }
  }

  private static int fork(String path) {
    return path.length() > FORK && path.charAt(FORK) < FORKS ? path.charAt(FORK) : 0;
  }

  private static <T> Comparator<Prefix<T>> longestFirst() {
    return (a, b) -> b.pattern().length() - a.pattern().length();
  }
}
