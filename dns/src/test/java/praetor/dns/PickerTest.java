package praetor.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PickerTest {
  private final Picker picker = new Picker(new SplittableRandom(4_711));

  private List<Integer> drawn() {
    var numbers = new ArrayList<Integer>();
    while (picker.hasNext()) {
      numbers.add(picker.next());
    }
    return numbers;
  }

  @Test
  void everyNumberIsDrawnOnce() {
    for (int size : List.of(0, 1, 3, 100, 16)) {
      picker.start(size, true);
      assertThat(drawn())
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, size).boxed().toList());
    }
  }

  @Test
  void withoutShufflingTheOrderStays() {
    picker.start(4, false);
    assertThat(drawn()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void everyNumberIsFirstEquallyOften() {
    var counts = new int[5];
    for (int i = 0; i < 50_000; i++) {
      picker.start(5, true);
      counts[picker.next()]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(9_500, 10_500);
    }
  }
}
