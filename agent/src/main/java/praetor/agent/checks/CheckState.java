package praetor.agent.checks;

import java.util.Optional;
import praetor.agent.config.CheckDefinition;

/**
 * Decides which results of a probe become the status of its check: some checks have to succeed or
 * fail several times in a row. A warning counts as a success.
 *
 * <p>The first result counts at once. Owned by the probe's loop. Source: public reference of {@code
 * success_before_passing}, {@code failures_before_warning} and {@code failures_before_critical}.
 */
public final class CheckState {
  private final int successBeforePassing;
  private final int failuresBeforeWarning;
  private final int failuresBeforeCritical;
  private int successes;
  private int failures;

  public CheckState(
      int successBeforePassing, int failuresBeforeWarning, int failuresBeforeCritical) {
    this.successBeforePassing = successBeforePassing;
    this.failuresBeforeCritical = failuresBeforeCritical;
    this.failuresBeforeWarning =
        failuresBeforeWarning == 0 ? failuresBeforeCritical : failuresBeforeWarning;
    this.successes = successBeforePassing;
    this.failures = failuresBeforeCritical;
  }

  public static CheckState of(CheckDefinition definition) {
    return new CheckState(
        definition.successBeforePassing(),
        definition.failuresBeforeWarning(),
        definition.failuresBeforeCritical());
  }

  /** What the check says after one more result; empty while it stays as it was. */
  public Optional<CheckResult> next(CheckResult result) {
    return result.isFailure() ? afterFailure(result) : afterSuccess(result);
  }

  private Optional<CheckResult> afterSuccess(CheckResult result) {
    successes++;
    failures = 0;
    return successes >= successBeforePassing ? Optional.of(result) : Optional.empty();
  }

  private Optional<CheckResult> afterFailure(CheckResult result) {
    failures++;
    successes = 0;
    if (failures >= failuresBeforeCritical) {
      return Optional.of(result);
    }
    return failures >= failuresBeforeWarning
        ? Optional.of(CheckResult.warning(result.output()))
        : Optional.empty();
  }
}
