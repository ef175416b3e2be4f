package praetor.agent.checks;

import java.time.Duration;
import praetor.model.GoDuration;
import praetor.model.HealthCheck;

/**
 * What a check found.
 *
 * @param status {@link HealthCheck#PASSING}, {@link HealthCheck#WARNING} or {@link
 *     HealthCheck#CRITICAL}
 * @param output for people, within the limits of {@link CheckOutput}
 */
public record CheckResult(String status, String output) {
  private static final int WARNING_EXIT_CODE = 1;

  public static CheckResult passing(String output) {
    return new CheckResult(HealthCheck.PASSING, output);
  }

  public static CheckResult warning(String output) {
    return new CheckResult(HealthCheck.WARNING, output);
  }

  public static CheckResult critical(String output) {
    return new CheckResult(HealthCheck.CRITICAL, output);
  }

  /** A program ended: 0 passes, 1 warns, any other code fails. */
  static CheckResult ofExit(int code, String output) {
    if (code == 0) {
      return passing(output);
    }
    return code == WARNING_EXIT_CODE ? warning(output) : critical(output);
  }

  /** A program did not end in its time. */
  static CheckResult timedOut(Duration timeout) {
    return critical("Timed out (" + GoDuration.format(timeout) + ") running check");
  }

  boolean isFailure() {
    return status.equals(HealthCheck.CRITICAL);
  }
}
