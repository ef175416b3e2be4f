package praetor.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parameters of a query string. Repeated names keep all their values; a flag such as {@code
 * ?recurse} is present with an empty value.
 *
 * <p>Source: documentation of Go's url.ParseQuery: a semicolon or a bad escape spoils its own
 * parameter and is reported, the others stand.
 */
public final class Query {
  public static final Query EMPTY = new Query(List.of(), false);

  /** Name, value, name, value. */
  private final List<String> pairs;

  private final boolean malformed;

  private Query(List<String> pairs, boolean malformed) {
    this.pairs = pairs;
    this.malformed = malformed;
  }

  /**
   * Parses a query string.
   *
   * @param raw what follows the question mark, one byte per char
   */
  public static Query parse(String raw) {
    if (raw.isEmpty()) {
      return EMPTY;
    }
    var pairs = new ArrayList<String>(4);
    boolean malformed = false;
    for (int start = 0; start <= raw.length(); ) {
      int end = raw.indexOf('&', start);
      end = end < 0 ? raw.length() : end;
      malformed |= !addParameter(raw.substring(start, end), pairs);
      start = end + 1;
    }
    return new Query(pairs, malformed);
  }

  /** Whether a part could not be read. */
  public boolean isMalformed() {
    return malformed;
  }

  public boolean isEmpty() {
    return pairs.isEmpty();
  }

  /** Whether the name occurs, with a value or without. */
  public boolean has(String name) {
    return indexOf(name) >= 0;
  }

  /** The first value of that name. */
  public Optional<String> first(String name) {
    int at = indexOf(name);
    return at < 0 ? Optional.empty() : Optional.of(pairs.get(at + 1));
  }

  /** The first value of that name; empty when there is none. */
  public String get(String name) {
    int at = indexOf(name);
    return at < 0 ? "" : pairs.get(at + 1);
  }

  /** Every value of that name in the order they came. */
  public List<String> all(String name) {
    var values = new ArrayList<String>(2);
    for (int i = 0; i < pairs.size(); i += 2) {
      if (pairs.get(i).equals(name)) {
        values.add(pairs.get(i + 1));
      }
    }
    return values;
  }

  /** The parameters encoded again, sorted by name, as Go's Values.Encode writes them. */
  public String encoded() {
    var byName = new TreeMap<String, List<String>>();
    for (int i = 0; i < pairs.size(); i += 2) {
      byName.computeIfAbsent(pairs.get(i), _ -> new ArrayList<>()).add(pairs.get(i + 1));
    }
    var parts = new ArrayList<String>();
    byName.forEach(
        (name, values) -> values.forEach(value -> parts.add(encode(name) + "=" + encode(value))));
    return String.join("&", parts);
  }

  private int indexOf(String name) {
    for (int i = 0; i < pairs.size(); i += 2) {
      if (pairs.get(i).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean addParameter(String part, List<String> pairs) {
    if (part.isEmpty()) {
      return true;
    }
    if (part.indexOf(';') >= 0) {
      return false;
    }
    int equals = part.indexOf('=');
    var name = PercentCodec.decode(equals < 0 ? part : part.substring(0, equals), true);
    var value = PercentCodec.decode(equals < 0 ? "" : part.substring(equals + 1), true);
    if (name.isEmpty() || value.isEmpty()) {
      return false;
    }
    pairs.add(PercentCodec.utf8(name.get()));
    pairs.add(PercentCodec.utf8(value.get()));
    return true;
  }

  private static String encode(String text) {
    var bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return PercentCodec.encodeQuery(bytes);
  }
}
