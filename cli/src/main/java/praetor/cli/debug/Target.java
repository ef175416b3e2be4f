package praetor.cli.debug;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be captured, in the order in which it is named. */
enum Target {
  METRICS,
  LOGS,
  HOST,
  AGENT,
  MEMBERS,
  /** Profiles of a Go program: known, never captured. */
  PPROF;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Target> of(String word) {
    return Arrays.stream(values()).filter(target -> target.word().equals(word)).findFirst();
  }
}
