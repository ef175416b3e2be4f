package praetor.model.filter;

import java.math.BigInteger;
import java.util.regex.Pattern;
import praetor.model.codec.GoStrings;

/**
 * Reads the values that are compared with booleans and numbers. Source: the documentation of Go's
 * strconv (ParseBool, ParseInt with base 0, ParseUint, ParseFloat) and the errors of Consul 1.21.
 */
final class Coercion {
  private static final BigInteger UINT_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  // With base 0 an underscore may stand between digits and behind the prefix.
  private static final Pattern INTEGER =
      Pattern.compile(
          "(?<hex>0[xX](_?[0-9a-fA-F])+)|(?<binary>0[bB](_?[01])+)|(?<octal>0[oO]?(_?[0-7])+)"
              + "|(?<decimal>0|[1-9](_?[0-9])*)");
  private static final Pattern FLOAT =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private Coercion() {}

  static boolean bool(String value) throws BadValue {
    return switch (value) {
      case "1", "t", "T", "TRUE", "true", "True" -> true;
      case "0", "f", "F", "FALSE", "false", "False" -> false;
      default -> throw new BadValue("ParseBool", value, "invalid syntax");
    };
  }

  static long int64(String value) throws BadValue {
    boolean negative = value.startsWith("-");
    var size = integer("ParseInt", value, negative || value.startsWith("+") ? 1 : 0);
    var number = negative ? size.negate() : size;
    if (number.bitLength() > 63) {
      throw new BadValue("ParseInt", value, "value out of range");
    }
    return number.longValue();
  }

  /** An unsigned number, in the long that stands for it. */
  static long uint64(String value) throws BadValue {
    var number = integer("ParseUint", value, 0);
    if (number.compareTo(UINT_MAX) > 0) {
      throw new BadValue("ParseUint", value, "value out of range");
    }
    return number.longValue();
  }

  static double float64(String value) throws BadValue {
    if (!FLOAT.matcher(value).matches()) {
      throw new BadValue("ParseFloat", value, "invalid syntax");
    }
    double number = Double.parseDouble(value);
    if (Double.isInfinite(number)) {
      throw new BadValue("ParseFloat", value, "value out of range");
    }
    return number;
  }

  private static BigInteger integer(String function, String value, int from) throws BadValue {
    var matcher = INTEGER.matcher(value).region(from, value.length());
    if (!matcher.matches()) {
      throw new BadValue(function, value, "invalid syntax");
    }
    var digits = matcher.group().replace("_", "");
    if (matcher.group("hex") != null) {
      return new BigInteger(digits.substring(2), 16);
    }
    if (matcher.group("binary") != null) {
      return new BigInteger(digits.substring(2), 2);
    }
    if (matcher.group("octal") != null) {
      boolean letter = Character.isLetter(digits.charAt(1));
      return new BigInteger(digits.substring(letter ? 2 : 1), 8);
    }
    return new BigInteger(digits);
  }

  /** A value that is not of the type it is compared with. */
  static final class BadValue extends Exception {
    private static final long serialVersionUID = 1;

    private BadValue(String function, String value, String what) {
      super("strconv." + function + ": parsing " + GoStrings.quoted(value) + ": " + what);
    }
  }
}
