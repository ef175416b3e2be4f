package praetor.template.lang;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import praetor.model.codec.GoNumbers;

/**
 * Writes floating point numbers as Go's strconv.FormatFloat does.
 *
 * <p>Source: documentation of strconv.FormatFloat and fmt.
 */
public final class GoFloats {
  /** As many digits as tell the number from others. */
  public static final int SHORTEST = -1;

  private static final int EXPONENT_DEFAULT = 6;
  private static final int EXPONENT_LEAST = -4;

  private GoFloats() {}

  /** As {@code %v} writes it. */
  public static String shown(double number) {
    return format(number, 'g', SHORTEST);
  }

  /**
   * Writes a number.
   *
   * @param verb e, E, f, F, g, G, x, X or b
   * @param precision {@link #SHORTEST} for the default of the verb
   */
  public static String format(double number, char verb, int precision) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "+Inf" : "-Inf";
    }
    boolean negative = number < 0 || number == 0 && 1 / number < 0;
    var sign = negative ? "-" : "";
    double size = Math.abs(number);
    return sign
        + switch (verb) {
          case 'e', 'E' -> exponent(digits(size, precision < 0 ? -1 : precision + 1), verb);
          case 'f', 'F' -> plain(size, precision);
          case 'x', 'X' -> hex(size, precision, verb);
          case 'b' -> binary(size);
          default -> general(size, precision, verb);
        };
  }

  /** Digits of a number and the place of its point: 0.DIGITS times ten to that. */
  private record Digits(String text, int point) {}

  private static Digits digits(double size, int count) {
    if (size == 0) {
      return new Digits("0".repeat(Math.max(1, count)), 1);
    }
    var decimal =
        count < 0
            ? GoNumbers.shortest(size)
            : new BigDecimal(size)
                .round(new MathContext(Math.max(1, count), RoundingMode.HALF_EVEN));
    var text = decimal.unscaledValue().toString();
    int point = text.length() - decimal.scale();
    return new Digits(
        count > text.length() ? text + "0".repeat(count - text.length()) : text, point);
  }

  private static String exponent(Digits digits, char verb) {
    var text = digits.text();
    boolean zero = text.chars().allMatch(c -> c == '0');
    int exponent = zero ? 0 : digits.point() - 1;
    var mantissa = text.length() == 1 ? text : text.charAt(0) + "." + text.substring(1);
    return mantissa + verb + (exponent < 0 ? "-" : "+") + twoDigits(Math.abs(exponent));
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : String.valueOf(number);
  }

  private static String plain(double size, int precision) {
    if (precision < 0) {
      return size == 0 ? "0" : GoNumbers.shortest(size).toPlainString();
    }
    return new BigDecimal(size).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String general(double size, int precision, char verb) {
    int wanted = precision == 0 ? 1 : precision;
    var digits = digits(size, wanted);
    var text = trimmed(digits.text());
    int limit = wanted;
    if (wanted > text.length() && text.length() >= digits.point()) {
      limit = text.length();
    }
    int exponent = size == 0 ? 0 : digits.point() - 1;
    if (exponent < EXPONENT_LEAST || exponent >= (wanted < 0 ? EXPONENT_DEFAULT : limit)) {
      return exponent(new Digits(text, digits.point()), verb == 'G' ? 'E' : 'e');
    }
    return new BigDecimal(new BigInteger(text), text.length() - digits.point()).toPlainString();
  }

  private static String trimmed(String digits) {
    int end = digits.length();
    while (end > 1 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, end);
  }

  private static String hex(double size, int precision, char verb) {
    if (size == 0) {
      var zero = precision > 0 ? "0x0." + "0".repeat(precision) + "p+00" : "0x0p+00";
      return verb == 'X' ? zero.toUpperCase(java.util.Locale.ROOT) : zero;
    }
    int exponent = Math.getExponent(size);
    long bits = Double.doubleToLongBits(size) & 0xfffffffffffffL;
    if (exponent < Double.MIN_EXPONENT) {
      int shift = Long.numberOfLeadingZeros(bits) - 11;
      bits = bits << shift & 0xfffffffffffffL;
      exponent = Double.MIN_EXPONENT - shift;
    }
    var fraction = "%013x".formatted(bits);
    if (precision >= 0 && precision < 13) {
      long whole = bits | 1L << 52;
      long unit = 1L << 4 * (13 - precision);
      boolean toEven = whole / unit % 2 == 0 && whole % unit == unit / 2;
      long rounded = (whole + unit / 2 - (toEven ? 1 : 0)) / unit;
      exponent += (int) (rounded >> 4 * precision) - 1;
      long kept = rounded & (1L << 4 * precision) - 1;
      fraction = precision == 0 ? "" : ("%0" + precision + "x").formatted(kept);
    } else if (precision > 13) {
      fraction += "0".repeat(precision - 13);
    } else {
      fraction = fraction.replaceAll("0+$", "");
    }
    var text =
        "0x1"
            + (fraction.isEmpty() ? "" : "." + fraction)
            + "p"
            + (exponent < 0 ? "-" : "+")
            + twoDigits(Math.abs(exponent));
    return verb == 'X' ? text.toUpperCase(java.util.Locale.ROOT) : text;
  }

  private static String binary(double size) {
    long bits = Double.doubleToLongBits(size);
    int exponent = (int) (bits >> 52 & 0x7ff);
    long mantissa = bits & 0xfffffffffffffL | (exponent == 0 ? 0 : 1L << 52);
    int power = Math.max(exponent, 1) - 1075;
    return mantissa + "p" + (power < 0 ? "" : "+") + power;
  }
}
