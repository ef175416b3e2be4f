package praetor.gossip.swim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PauseDetectorTest {
  private static long ms(long ms) {
    return TimeUnit.MILLISECONDS.toNanos(ms);
  }

  @Test
  void restsAreNoPauses() {
    var pauses = new PauseDetector(ms(100));
    pauses.restsUntil(ms(1_100));
    assertThat(pauses.runs(ms(1_101))).isEmpty();
    // Something came before the rest was over.
    pauses.restsUntil(ms(2_100));
    assertThat(pauses.runs(ms(1_200))).isEmpty();
    assertThat(pauses.runs(ms(1_700))).isEmpty();
  }

  @Test
  void aPauseIsToldOnceWithItsLength() {
    var pauses = new PauseDetector(0);
    pauses.restsUntil(ms(1_000));
    assertThat(pauses.runs(ms(4_000))).contains(Duration.ofSeconds(3));
    assertThat(pauses.runs(ms(4_001))).isEmpty();
  }

  @Test
  void beingHeldUpWhileAtWorkIsAPauseToo() {
    var pauses = new PauseDetector(0);
    assertThat(pauses.runs(ms(10))).isEmpty();
    assertThat(pauses.runs(ms(2_010))).contains(Duration.ofSeconds(2));
  }

  @Test
  void whatIsWaitedForGetsTheTimeOfAPauseAgain() {
    var timers = new Timers(0);
    var ran = new boolean[1];
    timers.after(ms(500), () -> ran[0] = true);
    timers.advance(ms(30_000));
    timers.stoodStill(ms(29_900));
    timers.runDue();
    assertThat(ran[0]).isFalse();
    assertThat(timers.ranNanos()).isEqualTo(ms(100));
    timers.advance(ms(30_400));
    timers.runDue();
    assertThat(ran[0]).isTrue();
  }
}
