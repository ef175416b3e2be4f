package praetor.it;

import org.junit.jupiter.api.Assumptions;

/** Skips a test that this machine cannot run, and says so in the output. */
final class Skip {
  private Skip() {}

  static void unless(boolean possible, String test, String reason) {
    if (!possible) {
      System.out.println("skipped: " + test + ": " + reason);
      Assumptions.abort(reason);
    }
  }
}
