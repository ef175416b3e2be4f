package praetor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FakeClockTest {
  private final FakeClock clock = new FakeClock();

  @Test
  void standsStillUntilItIsMoved() {
    assertThat(clock.now()).isEqualTo(FakeClock.START).isEqualTo(clock.now());
    assertThat(clock.nanoTime()).isEqualTo(clock.nanoTime());
  }

  @Test
  void movesBothTimesTogether() {
    long before = clock.nanoTime();
    clock.advance(Duration.ofMillis(1_500));
    assertThat(clock.nanoTime() - before).isEqualTo(1_500_000_000);
    assertThat(clock.now()).isEqualTo(FakeClock.START.plusMillis(1_500));
  }

  @Test
  void refusesToGoBack() {
    assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofNanos(-1)));
  }
}
