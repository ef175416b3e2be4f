package praetor.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.history.Operation.Action;

/** Our check of histories beside one that others wrote. */
@Tag("slow")
class PorcupineIT {
  private static final int HISTORIES = 2_000;

  @TempDir Path folder;

  @Test
  void judgesAsOurOwnCheckDoes() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed=" + seed);
    var random = new Random(seed);
    var histories = new ArrayList<List<Operation>>();
    for (int i = 0; i < HISTORIES; i++) {
      histories.add(history(random));
    }
    var ours = histories.stream().map(h -> String.valueOf(Linearizability.holds(h))).toList();
    assertThat(ours).contains("true", "false");
    assertThat(porcupine().judge(histories)).isEqualTo(ours);
  }

  private Porcupine porcupine() throws InterruptedException {
    try {
      return Porcupine.build(folder);
    } catch (IOException lacking) {
      Assumptions.abort("no Go to make porcupine with: " + lacking.getMessage());
      throw new IllegalStateException(lacking);
    }
  }

  /** A few callers of a register whose answers are sometimes made up. */
  private static List<Operation> history(Random random) {
    var history = new ArrayList<Operation>();
    int length = 4 + random.nextInt(20);
    int overlap = 1 + random.nextInt(40);
    int value = 0;
    for (int i = 1; i <= length; i++) {
      long called = 10L * i - random.nextInt(overlap);
      long answered = 10L * i + 1 + random.nextInt(overlap);
      boolean lie = random.nextInt(length) == 0;
      int shown = lie ? random.nextInt(4) : value;
      long write = random.nextInt(5) == 0 ? Operation.NEVER : answered;
      switch (random.nextInt(3)) {
        case 0 -> history.add(new Operation(new Action.Read(shown), called, answered));
        case 1 -> {
          int next = random.nextInt(4);
          history.add(new Operation(new Action.Write(next), called, write));
          value = write == Operation.NEVER && random.nextBoolean() ? value : next;
        }
        default -> {
          int expected = random.nextInt(4);
          int next = random.nextInt(4);
          boolean done = (expected == value) != lie;
          history.add(new Operation(new Action.Swap(expected, next, done), called, write));
          value = done ? next : value;
        }
      }
    }
    return history;
  }
}
