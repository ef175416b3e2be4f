package praetor.benchmarks;

import java.util.Locale;

/** Units of figures; figures are in the base unit named by each. */
enum Unit {
  MICROSECONDS("%.1f us"),
  MILLISECONDS("%.0f ms"),
  SECONDS("%.2f s"),
  PER_SECOND("%.0f/s"),
  KIBIBYTES("%.1f KiB"),
  MEBIBYTES("%.1f MiB"),
  TIMES("%.2fx");

  private final String pattern;

  Unit(String pattern) {
    this.pattern = pattern;
  }

  String format(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, pattern, value);
  }
}
