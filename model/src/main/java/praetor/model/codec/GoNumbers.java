package praetor.model.codec;

import java.math.BigDecimal;

/** How Go's encoding/json writes a float64. Source: the encoding/json documentation, Go 1.22. */
final class GoNumbers {
  private static final double EXPONENT_BELOW = 1e-6;
  private static final double EXPONENT_FROM = 1e21;

  private GoNumbers() {}

  static String format(double number) {
    if (number == 0) {
      return 1 / number < 0 ? "-0" : "0";
    }
    var decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    double size = Math.abs(number);
    if (size >= EXPONENT_BELOW && size < EXPONENT_FROM) {
      return decimal.toPlainString();
    }
    var digits = decimal.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - decimal.scale();
    var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return (number < 0 ? "-" : "") + mantissa + 'e' + (exponent < 0 ? "" : "+") + exponent;
  }
}
