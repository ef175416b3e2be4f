package praetor.template.func;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import praetor.client.GoBool;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoQuote;

/** Go's strconv, with its errors. Source: documentation of strconv. */
final class GoParse {
  private static final BigInteger UINT_MAX = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
  private static final Pattern FLOAT =
      Pattern.compile(
          "[+-]?(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?"
              + "|0[xX](?:[0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][+-]?\\d+)");

  private GoParse() {}

  static boolean bool(String text) throws FunctionException {
    var flag = GoBool.parse(text);
    if (flag.isEmpty()) {
      throw error("ParseBool", text, "invalid syntax");
    }
    return flag.get();
  }

  static double real(String text) throws FunctionException {
    var special = special(text);
    if (special.isPresent()) {
      return special.get();
    }
    if (!FLOAT.matcher(text).matches()) {
      throw error("ParseFloat", text, "invalid syntax");
    }
    double number = Double.parseDouble(text);
    if (Double.isInfinite(number)) {
      throw error("ParseFloat", text, "value out of range");
    }
    return number;
  }

  private static Optional<Double> special(String text) {
    boolean negative = text.startsWith("-");
    var word = negative || text.startsWith("+") ? text.substring(1) : text;
    return switch (word.toLowerCase(java.util.Locale.ROOT)) {
      case "inf", "infinity" ->
          Optional.of(negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
      case "nan" -> Optional.of(Double.NaN);
      default -> Optional.empty();
    };
  }

  static long signed(String text) throws FunctionException {
    return signed(text, "ParseInt");
  }

  static long atoi(String text) throws FunctionException {
    return signed(text, "Atoi");
  }

  private static long signed(String text, String function) throws FunctionException {
    if (!text.matches("[+-]?[0-9]+")) {
      throw error(function, text, "invalid syntax");
    }
    var number = new BigInteger(text);
    if (number.bitLength() > 63) {
      throw error(function, text, "value out of range");
    }
    return number.longValue();
  }

  static long unsigned(String text) throws FunctionException {
    if (!text.matches("[0-9]+")) {
      throw error("ParseUint", text, "invalid syntax");
    }
    var number = new BigInteger(text);
    if (number.compareTo(UINT_MAX) > 0) {
      throw error("ParseUint", text, "value out of range");
    }
    return number.longValue();
  }

  private static FunctionException error(String function, String text, String why) {
    return new FunctionException(
        "strconv." + function + ": parsing " + GoQuote.text(text, false) + ": " + why);
  }
}
