package praetor.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.testkit.history.Operation.Action;
import praetor.testkit.history.Operation.Action.Read;
import praetor.testkit.history.Operation.Action.Swap;
import praetor.testkit.history.Operation.Action.Write;

class LinearizabilityTest {
  private static Operation op(Action action, long called, long answered) {
    return new Operation(action, called, answered);
  }

  private static boolean holds(Operation... operations) {
    return Linearizability.holds(List.of(operations));
  }

  @Test
  void aReadAfterAWriteSeesIt() {
    assertThat(holds(op(new Write(1), 0, 1), op(new Read(1), 2, 3))).isTrue();
    assertThat(holds(op(new Write(1), 0, 1), op(new Read(0), 2, 3))).isFalse();
  }

  @Test
  void aReadBesideAWriteSeesEitherValue() {
    assertThat(holds(op(new Write(1), 0, 9), op(new Read(0), 2, 3))).isTrue();
    assertThat(holds(op(new Write(1), 0, 9), op(new Read(1), 2, 3))).isTrue();
    assertThat(holds(op(new Write(1), 0, 9), op(new Read(1), 2, 3), op(new Read(0), 4, 5)))
        .isFalse();
  }

  @Test
  void aWriteWithoutAnAnswerMayHappenLateOrNever() {
    var lost = op(new Write(7), 0, Operation.NEVER);
    assertThat(holds(lost, op(new Read(0), 1, 2), op(new Read(7), 3, 4))).isTrue();
    assertThat(holds(lost, op(new Read(0), 1, 2), op(new Read(0), 3, 4))).isTrue();
    assertThat(holds(lost, op(new Read(7), 1, 2), op(new Read(0), 3, 4))).isFalse();
  }

  /** As many as callers leave behind while no server runs. */
  @Test
  void manyWritesWithoutAnAnswerLeaveTheOrderSimple() {
    var history = new ArrayList<Operation>();
    for (int i = 1; i <= 50; i++) {
      history.add(op(new Write(i), i, Operation.NEVER));
    }
    history.add(op(new Read(0), 100, 101));
    history.add(op(new Read(17), 102, 103));
    history.add(op(new Read(17), 104, 105));
    assertThat(Linearizability.holds(history)).isTrue();
  }

  @Test
  void aSwapIsDoneOnlyFromTheValueThatItExpects() {
    assertThat(holds(op(new Write(1), 0, 1), op(new Swap(1, 2, true), 2, 3))).isTrue();
    assertThat(holds(op(new Write(1), 0, 1), op(new Swap(3, 2, true), 2, 3))).isFalse();
    assertThat(holds(op(new Write(1), 0, 1), op(new Swap(1, 2, false), 2, 3))).isFalse();
    assertThat(holds(op(new Swap(0, 1, true), 0, 5), op(new Swap(0, 2, true), 1, 4))).isFalse();
  }

  /** Callers of a register that is in order, and of one that sometimes answers an old value. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void tellsAStaleRegisterFromASoundOne(long seed) {
    assertThat(Linearizability.holds(history(new Random(seed), false))).isTrue();
    assertThat(Linearizability.holds(history(new Random(seed), true))).isFalse();
  }

  private static List<Operation> history(Random random, boolean stale) {
    var history = new ArrayList<Operation>();
    int value = 0;
    int old = 0;
    for (int i = 1; i <= 600; i++) {
      // Each happens at 10 * i, and overlaps its neighbours.
      long called = 10L * i - random.nextInt(25);
      long answered = 10L * i + 1 + random.nextInt(25);
      switch (random.nextInt(3)) {
        case 0 -> history.add(op(new Read(stale && i > 500 ? old : value), called, answered));
        case 1 -> {
          old = value;
          value = i;
          history.add(
              op(new Write(i), called, random.nextInt(20) == 0 ? Operation.NEVER : answered));
        }
        default -> {
          int expected = random.nextBoolean() ? value : old;
          boolean done = expected == value;
          history.add(op(new Swap(expected, i, done), called, answered));
          if (done) {
            old = value;
            value = i;
          }
        }
      }
    }
    return history;
  }
}
