package praetor.agent.config;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * Durations as Go writes them: {@code 300ms}, {@code -1.5h}, {@code 2h45m}, {@code 0}.
 *
 * <p>Source: Go's documented duration syntax; error texts observed on Consul 1.21.4.
 */
public final class GoDuration {

  private static final BigDecimal NANOS_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  private GoDuration() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException with Go's text
   */
  public static Duration parse(String text) {
    boolean negative = text.startsWith("-");
    var rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Duration.ZERO;
    }
    if (rest.isEmpty()) {
      throw invalid(text);
    }
    var nanos = BigDecimal.ZERO;
    int at = 0;
    while (at < rest.length()) {
      int unitStart = end(rest, at, true);
      int unitEnd = end(rest, unitStart, false);
      nanos =
          nanos.add(part(text, rest.substring(at, unitStart), rest.substring(unitStart, unitEnd)));
      at = unitEnd;
    }
    if (nanos.compareTo(NANOS_MAX) > 0) {
      throw invalid(text);
    }
    return Duration.ofNanos(negative ? -nanos.longValue() : nanos.longValue());
  }

  private static int end(String text, int from, boolean numeric) {
    int at = from;
    while (at < text.length() && isNumeric(text.charAt(at)) == numeric) {
      at++;
    }
    return at;
  }

  private static boolean isNumeric(char c) {
    return c == '.' || (c >= '0' && c <= '9');
  }

  private static BigDecimal part(String text, String number, String unit) {
    if (number.isEmpty() || number.equals(".") || number.indexOf('.') != number.lastIndexOf('.')) {
      throw invalid(text);
    }
    if (unit.isEmpty()) {
      throw new IllegalArgumentException("time: missing unit in duration " + quote(text));
    }
    return new BigDecimal(number).multiply(BigDecimal.valueOf(nanos(text, unit)));
  }

  private static long nanos(String text, String unit) {
    return switch (unit) {
      case "ns" -> 1;
      case "us", "µs", "μs" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> 1_000_000_000;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default ->
          throw new IllegalArgumentException(
              "time: unknown unit " + quote(unit) + " in duration " + quote(text));
    };
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException("time: invalid duration " + quote(text));
  }

  private static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
