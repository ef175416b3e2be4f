package praetor.agent.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import praetor.testkit.RandomTest;

class SyncDelaysTest {
  @Test
  void theScaleGrowsWithTheDatacenter() {
    assertThat(SyncDelays.scale(1)).isEqualTo(1);
    assertThat(SyncDelays.scale(128)).isEqualTo(1);
    assertThat(SyncDelays.scale(256)).isEqualTo(2);
    assertThat(SyncDelays.scale(1_024)).isEqualTo(4);
    assertThat(SyncDelays.scale(8_192)).isEqualTo(7);
  }

  @Test
  void delaysStayWithinTheirBounds() {
    RandomTest.of(1_000)
        .check(
            random -> {
              var delays = new SyncDelays(random);
              assertThat(delays.untilFullSync(10)).isBetween(seconds(60), seconds(120));
              assertThat(delays.untilFullSync(1_024)).isBetween(seconds(60), seconds(300));
              assertThat(delays.untilRetry(10)).isBetween(seconds(15), seconds(30));
              assertThat(delays.afterNewLeader(1)).isEqualTo(Duration.ZERO);
              assertThat(delays.afterNewLeader(3)).isBetween(Duration.ZERO, seconds(3));
              assertThat(delays.untilWrite(1)).isBetween(seconds(1), Duration.ofMillis(1_500));
              assertThat(delays.untilWrite(3)).isBetween(seconds(4), seconds(6));
              assertThat(delays.untilWrite(1_000))
                  .isBetween(seconds(15), Duration.ofMillis(22_500));
              assertThat(delays.untilOutput(Duration.ofMinutes(5)))
                  .isBetween(seconds(150), seconds(450));
            });
  }

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }
}
