package praetor.process;

import java.util.Map;
import java.util.Optional;

/** How a program ended, in the words of Go. */
final class ExitText {
  /** Java gives this much more than its number for a signal, as shells do. */
  private static final int SIGNAL_BASE = 128;

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "hangup",
          2, "interrupt",
          3, "quit",
          6, "aborted",
          9, "killed",
          11, "segmentation fault",
          13, "broken pipe",
          14, "alarm clock",
          15, "terminated");

  private ExitText() {}

  /** Why a program failed; empty when it did not. */
  static Optional<String> of(int code) {
    if (code == 0) {
      return Optional.empty();
    }
    var signal = SIGNALS.get(code - SIGNAL_BASE);
    return Optional.of(signal == null ? "exit status " + code : "signal: " + signal);
  }
}
