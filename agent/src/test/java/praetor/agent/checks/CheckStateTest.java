package praetor.agent.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckStateTest {
  private static final CheckResult PASS = CheckResult.passing("ok");
  private static final CheckResult WARN = CheckResult.warning("hm");
  private static final CheckResult FAIL = CheckResult.critical("no");

  private static List<String> statuses(CheckState state, CheckResult... results) {
    return List.of(results).stream()
        .map(result -> state.next(result).map(CheckResult::status).orElse("-"))
        .toList();
  }

  @Test
  void everyResultCountsWithoutThresholds() {
    assertThat(statuses(new CheckState(0, 0, 0), PASS, FAIL, WARN, FAIL, PASS))
        .containsExactly("passing", "critical", "warning", "critical", "passing");
  }

  @Test
  void theFirstResultCountsWhateverTheThresholds() {
    assertThat(new CheckState(3, 0, 3).next(PASS)).contains(PASS);
    assertThat(new CheckState(3, 0, 3).next(FAIL)).contains(FAIL);
  }

  @Test
  void passesAfterSuccessesInARow() {
    assertThat(statuses(new CheckState(3, 0, 0), FAIL, PASS, PASS, FAIL, PASS, PASS, PASS, PASS))
        .containsExactly("critical", "-", "-", "critical", "-", "-", "passing", "passing");
  }

  @Test
  void aWarningCountsAsSuccess() {
    assertThat(statuses(new CheckState(2, 0, 0), FAIL, WARN, WARN))
        .containsExactly("critical", "-", "warning");
  }

  @Test
  void failsAfterFailuresInARow() {
    assertThat(statuses(new CheckState(0, 0, 3), PASS, FAIL, FAIL, PASS, FAIL, FAIL, FAIL, FAIL))
        .containsExactly("passing", "-", "-", "passing", "-", "-", "critical", "critical");
  }

  @Test
  void warnsBeforeItFails() {
    var state = new CheckState(0, 1, 3);
    assertThat(statuses(state, PASS, FAIL, FAIL, FAIL))
        .containsExactly("passing", "warning", "warning", "critical");
    assertThat(new CheckState(0, 1, 3).next(PASS)).isPresent();
  }

  @Test
  void aHeldBackFailureKeepsItsOutputToo() {
    var state = new CheckState(0, 0, 2);
    assertThat(state.next(PASS)).contains(PASS);
    assertThat(state.next(FAIL)).isEqualTo(Optional.empty());
    assertThat(state.next(CheckResult.critical("again"))).contains(CheckResult.critical("again"));
  }
}
