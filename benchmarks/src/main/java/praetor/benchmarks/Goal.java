package praetor.benchmarks;

import java.util.Locale;

/** What we want a row to come to; printed beside the result, never asserted. */
sealed interface Goal {

  /** No goal. */
  record None() implements Goal {}

  /** Praetor's figure by Consul's. */
  record RatioAtMost(double ratio) implements Goal {}

  /** Praetor's figure by Consul's. */
  record RatioAtLeast(double ratio) implements Goal {}

  /** Praetor's figure itself. */
  record AtMost(double value, Unit unit) implements Goal {}

  default String text() {
    return switch (this) {
      case None _ -> "";
      case RatioAtMost(double ratio) -> String.format(Locale.ROOT, "<= %.2fx", ratio);
      case RatioAtLeast(double ratio) -> String.format(Locale.ROOT, ">= %.2fx", ratio);
      case AtMost(double value, Unit unit) -> "<= " + unit.format(value);
    };
  }

  /** Said only of what is known. */
  default String verdict(double praetor, double ratio) {
    return switch (this) {
      case None _ -> "";
      case RatioAtMost(double most) -> Double.isNaN(ratio) ? "" : word(ratio <= most);
      case RatioAtLeast(double least) -> Double.isNaN(ratio) ? "" : word(ratio >= least);
      case AtMost(double value, Unit _) -> Double.isNaN(praetor) ? "" : word(praetor <= value);
    };
  }

  private static String word(boolean met) {
    return met ? "met" : "missed";
  }
}
