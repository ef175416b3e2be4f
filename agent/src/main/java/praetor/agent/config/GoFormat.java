package praetor.agent.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import praetor.model.codec.GoStrings;

/** Names and texts of values as Go prints them, for error texts that people know. */
public final class GoFormat {

  private GoFormat() {}

  /**
   * The Go type of a parsed value.
   *
   * @param json JSON knows no integers
   */
  public static String type(Object value, boolean json) {
    return switch (value) {
      case String _ -> "string";
      case Boolean _ -> "bool";
      case Double _ -> "float64";
      case Number _ -> json ? "float64" : "int";
      case List<?> _ -> "[]interface {}";
      case Map<?, ?> _ -> "map[string]interface {}";
      case Object other -> other.getClass().getSimpleName();
    };
  }

  /** The value as {@code %#v} prints it. */
  public static String syntax(Object value) {
    return switch (value) {
      case String text -> GoStrings.quoted(text);
      case List<?> list ->
          list.stream()
              .map(GoFormat::syntax)
              .collect(Collectors.joining(", ", "[]interface {}{", "}"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> GoStrings.quoted(String.valueOf(e.getKey())) + ":" + syntax(e.getValue()))
              .sorted()
              .collect(Collectors.joining(", ", "map[string]interface {}{", "}"));
      default -> value(value, false);
    };
  }

  /** The value as {@code %v} prints it. */
  public static String value(Object value, boolean json) {
    return switch (value) {
      case Double number -> number(number);
      case Number number -> json ? number(number.doubleValue()) : number.toString();
      case List<?> list ->
          list.stream().map(e -> value(e, json)).collect(Collectors.joining(" ", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> e.getKey() + ":" + value(e.getValue(), json))
              .sorted()
              .collect(Collectors.joining(" ", "map[", "]"));
      case Object other -> other.toString();
    };
  }

  /** Shortest digits; an exponent below 1e-4 and from 1e21 on, for whole floats from 1e6 on. */
  private static String number(double value) {
    var digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (value == 0 || (exponent >= -4 && exponent < Math.max(digits.precision(), 21))) {
      if (exponent < 6 || digits.precision() > exponent) {
        return digits.toPlainString();
      }
    }
    var unscaled = digits.unscaledValue().abs().toString();
    var mantissa =
        unscaled.length() == 1 ? unscaled : unscaled.charAt(0) + "." + unscaled.substring(1);
    return "%s%se%s%02d"
        .formatted(value < 0 ? "-" : "", mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
