package praetor.testkit.vectors;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that a replay has saved, and their insertion into later requests and expectations.
 *
 * <p>Owned by one replay of one file; written by its thread, read by its background requests.
 */
public final class Names {
  private static final Pattern REPEATED = Pattern.compile("\\$\\{(\\w)\\*(\\d+)}");
  private static final Pattern NAMED = Pattern.compile("\\$\\{(\\w+)}");

  private final Map<String, String> values = new HashMap<>();

  public void put(String name, String value) {
    values.put(name, value);
  }

  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * Replaces {@code ${name}} by the saved value and {@code ${x*9}} by nine x; unknown names stay.
   */
  public String insertInto(String text) {
    var repeated =
        REPEATED
            .matcher(text)
            .replaceAll(m -> quote(m.group(1).repeat(Integer.parseInt(m.group(2)))));
    return NAMED.matcher(repeated).replaceAll(m -> quote(get(m.group(1)).orElse(m.group())));
  }

  private static String quote(String literal) {
    return Matcher.quoteReplacement(literal);
  }
}
