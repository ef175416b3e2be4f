package praetor.model.interpolation;

import java.math.BigDecimal;

/** Numbers as Go's strconv writes them in form 'g': with an exponent when they are far from 1. */
final class GoFloat {
  /** Numbers whose exponent is outside of these are written with it. */
  private static final int EXPONENT_MIN = -4;

  private static final int EXPONENT_MAX = 5;

  private GoFloat() {}

  static String format(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "+Inf" : "-Inf";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0" : "0";
    }
    var decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    return exponent < EXPONENT_MIN || exponent > EXPONENT_MAX
        ? scientific(decimal, exponent)
        : decimal.toPlainString();
  }

  private static String scientific(BigDecimal decimal, int exponent) {
    var digits = decimal.unscaledValue().abs().toString();
    var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return "%s%se%s%02d"
        .formatted(
            decimal.signum() < 0 ? "-" : "",
            mantissa,
            exponent < 0 ? "-" : "+",
            Math.abs(exponent));
  }
}
