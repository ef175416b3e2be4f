package praetor.agent.checks;

import praetor.model.HealthCheck;

/**
 * What a check found.
 *
 * @param status {@link HealthCheck#PASSING}, {@link HealthCheck#WARNING} or {@link
 *     HealthCheck#CRITICAL}
 * @param output for people, within the limits of {@link CheckOutput}
 */
public record CheckResult(String status, String output) {
  public static CheckResult passing(String output) {
    return new CheckResult(HealthCheck.PASSING, output);
  }

  public static CheckResult warning(String output) {
    return new CheckResult(HealthCheck.WARNING, output);
  }

  public static CheckResult critical(String output) {
    return new CheckResult(HealthCheck.CRITICAL, output);
  }

  boolean isFailure() {
    return status.equals(HealthCheck.CRITICAL);
  }
}
