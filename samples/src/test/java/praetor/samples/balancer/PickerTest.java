package praetor.samples.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PickerTest {
  private static final Server A = new Server("a:1", 1);
  private static final Server B = new Server("b:1", 2);
  private static final List<Server> BOTH = List.of(A, B);

  private final Picker picker = new Picker();

  @Test
  void serversTakeTurnsByWeight() {
    var first = IntStream.range(0, 6).mapToObj(_ -> picker.order(BOTH, 0).getFirst()).toList();
    assertThat(first).containsExactly(A, B, B, A, B, B);
    assertThat(picker.order(BOTH, 0)).containsExactly(A, B);
    assertThat(picker.order(List.of(), 0)).isEmpty();
  }

  @Test
  void oneThatFailedComesLastForTenSeconds() {
    picker.failed(A, 0);
    long soon = Duration.ofSeconds(9).toNanos();
    assertThat(picker.order(BOTH, soon)).containsExactly(B, A);
    assertThat(picker.order(BOTH, soon)).containsExactly(B, A);
    picker.order(BOTH, soon);
    assertThat(picker.order(BOTH, Duration.ofSeconds(10).toNanos())).containsExactly(A, B);
  }

  @Test
  void oneThatAnswersOrIsNoMoreIsForgotten() {
    picker.failed(A, 0);
    picker.answered(A);
    assertThat(picker.order(BOTH, 0)).containsExactly(A, B);
    picker.failed(B, 0);
    picker.keep(new Upstreams(Map.of("web", List.of(A))));
    assertThat(picker.order(BOTH, 0)).containsExactly(B, A);
  }
}
