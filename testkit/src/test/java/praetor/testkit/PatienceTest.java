package praetor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PatienceTest {

  @Test
  void pausesGrowToATenthOfASecond() {
    assertThat(Stream.iterate(Patience.pause(Duration.ZERO), Patience::pause).limit(6))
        .extracting(Duration::toMillis)
        .containsExactly(10L, 20L, 40L, 80L, 100L, 100L);
  }
}
