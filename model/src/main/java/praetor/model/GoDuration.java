package praetor.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * Durations in Go's text form: {@code 1h0m0s}, {@code 1.5s}, {@code 300ms}.
 *
 * <p>Source: documentation of Go's time.ParseDuration and Duration.String; the error texts as
 * Consul shows them.
 */
public final class GoDuration {
  private static final long SECOND = 1_000_000_000L;

  private GoDuration() {}

  /** Reads a duration; {@code time: invalid duration "abc"} and its kin for others. */
  public static Duration parse(String text) throws DecodeException {
    var rest = text;
    boolean negative = rest.startsWith("-");
    if (negative || rest.startsWith("+")) {
      rest = rest.substring(1);
    }
    if (rest.equals("0")) {
      return Duration.ZERO;
    }
    if (rest.isEmpty()) {
      throw invalid(text);
    }
    var nanos = BigDecimal.ZERO;
    while (!rest.isEmpty()) {
      int number = span(rest, true);
      int digits = 0;
      for (int i = 0; i < number; i++) {
        digits += rest.charAt(i) == '.' ? 0 : 1;
      }
      if (digits == 0 || rest.substring(0, number).chars().filter(c -> c == '.').count() > 1) {
        throw invalid(text);
      }
      int unit = span(rest.substring(number), false);
      if (unit == 0) {
        throw new DecodeException("time: missing unit in duration " + quoted(text));
      }
      var unitName = rest.substring(number, number + unit);
      nanos =
          nanos.add(
              new BigDecimal(rest.substring(0, number))
                  .multiply(BigDecimal.valueOf(unitNanos(unitName, text))));
      rest = rest.substring(number + unit);
    }
    var whole = nanos.setScale(0, RoundingMode.DOWN);
    if (whole.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw invalid(text);
    }
    return Duration.ofNanos(negative ? -whole.longValueExact() : whole.longValueExact());
  }

  /** Writes a duration as Go prints it: {@code 0s}, {@code 10s}, {@code 1h0m0s}, {@code 1.5ms}. */
  public static String format(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos == 0) {
      return "0s";
    }
    var sign = nanos < 0 ? "-" : "";
    var size = BigDecimal.valueOf(nanos).abs();
    if (size.compareTo(BigDecimal.valueOf(SECOND)) < 0) {
      return sign + small(size);
    }
    long seconds = size.longValue() / SECOND;
    long hours = seconds / 3600;
    long minutes = seconds / 60 % 60;
    var ofMinute =
        plain(
            size.subtract(BigDecimal.valueOf((seconds - seconds % 60) * SECOND)).movePointLeft(9));
    if (hours > 0) {
      return sign + hours + "h" + minutes + "m" + ofMinute + "s";
    }
    return sign + (minutes > 0 ? minutes + "m" : "") + ofMinute + "s";
  }

  private static String small(BigDecimal nanos) {
    if (nanos.compareTo(BigDecimal.valueOf(1_000)) < 0) {
      return plain(nanos) + "ns";
    }
    return nanos.compareTo(BigDecimal.valueOf(1_000_000)) < 0
        ? plain(nanos.movePointLeft(3)) + "µs"
        : plain(nanos.movePointLeft(6)) + "ms";
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static int span(String text, boolean ofNumber) {
    int i = 0;
    while (i < text.length() && isOfNumber(text.charAt(i)) == ofNumber) {
      i++;
    }
    return i;
  }

  private static boolean isOfNumber(char c) {
    return c == '.' || c >= '0' && c <= '9';
  }

  private static long unitNanos(String unit, String text) throws DecodeException {
    return switch (unit) {
      case "ns" -> 1;
      case "us", "µs", "μs" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> SECOND;
      case "m" -> 60 * SECOND;
      case "h" -> 3_600 * SECOND;
      default ->
          throw new DecodeException(
              "time: unknown unit " + quoted(unit) + " in duration " + quoted(text));
    };
  }

  private static DecodeException invalid(String text) {
    return new DecodeException("time: invalid duration " + quoted(text));
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
