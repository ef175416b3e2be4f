package praetor.cli.snapshot;

import java.util.Locale;

/**
 * Sizes as {@code snapshot inspect} of Consul prints them: {@code 12B}, {@code 1.4KB}, {@code
 * 37KB}.
 */
final class ByteSize {
  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};
  private static final double STEP = 1_024;

  private ByteSize() {}

  static String of(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= STEP && unit < UNITS.length - 1) {
      amount /= STEP;
      unit++;
    }
    var text = String.format(Locale.ROOT, "%.1f", amount);
    return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + UNITS[unit];
  }
}
