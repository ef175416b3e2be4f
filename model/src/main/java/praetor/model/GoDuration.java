package praetor.model;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
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
    boolean negative = text.startsWith("-");
    int start = negative || text.startsWith("+") ? 1 : 0;
    if (text.substring(start).equals("0")) {
      return Duration.ZERO;
    }
    long nanos = new Parser(text, start).nanos();
    if (nanos < 0 && !negative) {
      throw invalid(text);
    }
    return Duration.ofNanos(negative ? -nanos : nanos);
  }

  /** Adds up parts such as 1h30m; sizes are unsigned and at most 2^63. */
  private static final class Parser {
    private static final long MAX = Long.MIN_VALUE;

    private final String text;
    private int at;
    // Of the part that is being read: the digits behind the point as a number over a power of ten.
    private long fraction;
    private double scale = 1;

    Parser(String text, int start) {
      this.text = text;
      this.at = start;
    }

    long nanos() throws DecodeException {
      if (at == text.length()) {
        throw invalid(text);
      }
      long sum = 0;
      while (at < text.length()) {
        sum = limited(sum + part());
      }
      return sum;
    }

    private long part() throws DecodeException {
      int start = at;
      long whole = whole();
      int digits = at - start;
      fraction = 0;
      scale = 1;
      if (at < text.length() && text.charAt(at) == '.') {
        at++;
        int point = at;
        fraction();
        digits += at - point;
      }
      if (digits == 0) {
        throw invalid(text);
      }
      long unit = unit();
      if (Long.compareUnsigned(whole, Long.divideUnsigned(MAX, unit)) > 0) {
        throw invalid(text);
      }
      return limited(whole * unit + (long) (fraction * (unit / scale)));
    }

    private long whole() throws DecodeException {
      long number = 0;
      for (; isDigit(); at++) {
        if (Long.compareUnsigned(number, Long.divideUnsigned(MAX, 10)) > 0) {
          throw invalid(text);
        }
        number = limited(number * 10 + text.charAt(at) - '0');
      }
      return number;
    }

    // As Go does it: digits that a long cannot hold any more are passed over.
    private void fraction() {
      boolean full = false;
      for (; isDigit(); at++) {
        full = full || fraction > Long.MAX_VALUE / 10;
        if (!full) {
          fraction = fraction * 10 + text.charAt(at) - '0';
          scale *= 10;
        }
      }
    }

    private long unit() throws DecodeException {
      int start = at;
      while (at < text.length() && text.charAt(at) != '.' && !isDigit()) {
        at++;
      }
      if (at == start) {
        throw new DecodeException("time: missing unit in duration " + quoted(text));
      }
      return unitNanos(text.substring(start, at), text);
    }

    private long limited(long size) throws DecodeException {
      if (Long.compareUnsigned(size, MAX) > 0) {
        throw invalid(text);
      }
      return size;
    }

    private boolean isDigit() {
      return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
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
    long seconds = Math.abs(nanos / SECOND);
    long hours = seconds / 3600;
    long minutes = seconds / 60 % 60;
    var ofMinute = plain(size.remainder(BigDecimal.valueOf(60 * SECOND)).movePointLeft(9));
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

  // Go's time package has its own way of quoting: bytes outside ASCII in hexadecimal.
  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b == '"' || b == '\\') {
        quoted.append('\\').append((char) b);
      } else if (b >= ' ') {
        quoted.append((char) b);
      } else {
        quoted.append("\\x%02x".formatted(b & 0xff));
      }
    }
    return quoted.append('"').toString();
  }
}
