package praetor.gossip.swim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: memberlist's formulas, as the specification gives them. */
class ScaleTest {
  @ParameterizedTest
  @CsvSource({"1,4", "9,4", "10,8", "99,8", "100,12", "10000,20"})
  void broadcastsGrowWithTheDigits(int members, int transmits) {
    assertThat(Scale.retransmits(4, members)).isEqualTo(transmits);
  }

  @ParameterizedTest
  @CsvSource({"1,4000", "10,4000", "100,8000", "1000,12000", "3,4000"})
  void suspicionGrowsWithTheDigits(int members, long ms) {
    assertThat(Scale.suspicionNanos(4, members, Duration.ofSeconds(1).toNanos()))
        .isEqualTo(ms * 1_000_000);
  }

  @ParameterizedTest
  @CsvSource({"1,30", "32,30", "33,60", "64,60", "65,90", "128,90", "10000,300"})
  void pushPullsGetRarerWithEachDoubling(int members, long seconds) {
    assertThat(Scale.pushPullNanos(Duration.ofSeconds(30).toNanos(), members))
        .isEqualTo(Duration.ofSeconds(seconds).toNanos());
  }
}
