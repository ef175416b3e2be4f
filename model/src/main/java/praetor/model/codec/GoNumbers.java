package praetor.model.codec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How Go's encoding/json writes a float64. Source: the encoding/json documentation, Go 1.22. */
public final class GoNumbers {
  private static final double EXPONENT_BELOW = 1e-6;
  private static final double EXPONENT_FROM = 1e21;

  private GoNumbers() {}

  public static String format(double number) {
    if (number == 0) {
      return 1 / number < 0 ? "-0" : "0";
    }
    var decimal = shortest(number);
    double size = Math.abs(number);
    if (size >= EXPONENT_BELOW && size < EXPONENT_FROM) {
      return decimal.toPlainString();
    }
    var digits = decimal.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - decimal.scale();
    var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return (number < 0 ? "-" : "") + mantissa + 'e' + (exponent < 0 ? "" : "+") + exponent;
  }

  /**
   * The shortest decimal that tells a number from its neighbours. Java writes two digits at least,
   * Go one where one will do: 5e-324, not 4.9e-324.
   */
  public static BigDecimal shortest(double number) {
    var decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    if (decimal.precision() != 2) {
      return decimal;
    }
    var shorter = decimal.round(new MathContext(1, RoundingMode.HALF_EVEN));
    return shorter.doubleValue() == number ? shorter.stripTrailingZeros() : decimal;
  }
}
