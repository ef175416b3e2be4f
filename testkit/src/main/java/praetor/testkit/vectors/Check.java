package praetor.testkit.vectors;

import java.util.List;

/**
 * One compared answer of a replay.
 *
 * @param name what was asked: the step or question, short enough for a list of tests
 * @param differences what did not fit, in sentences that name place, expected and got; empty when
 *     all fits
 */
public record Check(String name, List<String> differences) {
  public Check {
    differences = List.copyOf(differences);
  }

  public boolean passed() {
    return differences.isEmpty();
  }
}
