package praetor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RandomTestTest {

  @Test
  void oneSeedGivesTheSameInputsAgain() {
    assertThat(drawn(4711)).hasSize(5).isEqualTo(drawn(4711)).isNotEqualTo(drawn(4712));
  }

  @Test
  void theSeedOfAFailureRunsItsCaseFirst() {
    var bad = drawn(4711).get(3);
    assertThatThrownBy(() -> RandomTest.of(5).seed(4711).check(r -> failOn(bad, r)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("case 3 of 5")
        .hasMessageContaining("-Dseed=4714");
    assertThat(drawn(4714).getFirst()).isEqualTo(bad);
  }

  @Test
  void aFailingListIsShortenedToTheStepsThatMatter() {
    var steps = new ArrayList<Integer>();
    for (int i = 0; i < 100; i++) {
      steps.add(i);
    }
    assertThatThrownBy(
            () -> RandomTest.of(1).seed(1).check(_ -> steps, RandomTestTest::refuse17Before60))
        .hasMessageContaining("2 of its 100 steps")
        .hasMessageEndingWith(":\n  17\n  60")
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void listsThatHoldPass() {
    RandomTest.of(20).check(r -> List.of(r.nextInt(9)), list -> assertThat(list).hasSize(1));
  }

  private static List<Long> drawn(long seed) {
    var values = new ArrayList<Long>();
    RandomTest.of(5).seed(seed).check(random -> values.add(random.nextLong()));
    return values;
  }

  private static void failOn(long bad, RandomGenerator random) {
    if (random.nextLong() == bad) {
      fail("drawn again");
    }
  }

  private static void refuse17Before60(List<Integer> steps) {
    if (steps.contains(17) && steps.indexOf(60) > steps.indexOf(17)) {
      throw new IllegalStateException("17 before 60");
    }
  }
}
