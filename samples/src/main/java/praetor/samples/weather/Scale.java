package praetor.samples.weather;

/** Scales of temperature. */
enum Scale {
  C,
  F;

  private static final double TENTHS = 10;

  static Scale parse(String text) {
    return switch (text) {
      case "C" -> C;
      case "F" -> F;
      default -> throw new IllegalArgumentException("TEMP_SCALE is C or F, not " + text);
    };
  }

  /** A temperature in Celsius on this scale, to a tenth of a degree. */
  double of(double celsius) {
    return switch (this) {
      case C -> celsius;
      case F -> Math.rint((celsius * 9 / 5 + 32) * TENTHS) / TENTHS;
    };
  }
}
