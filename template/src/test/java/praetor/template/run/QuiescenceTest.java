package praetor.template.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import praetor.model.DecodeException;
import praetor.template.config.Wait;

class QuiescenceTest {
  private static final Instant START = Instant.EPOCH;

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }

  @Test
  void eachChangeBeginsTheQuietTimeAnew() throws DecodeException {
    var quiescence = new Quiescence(Wait.parse("5s:20s"));
    quiescence.changed(at(0));
    quiescence.changed(at(4));
    assertThat(quiescence.isDue(at(5))).isFalse();
    assertThat(quiescence.remaining(at(5))).contains(Duration.ofSeconds(4));
    assertThat(quiescence.isDue(at(9))).isTrue();
  }

  @Test
  void changesPutItOffNoLongerThanTheLongestTime() throws DecodeException {
    var quiescence = new Quiescence(Wait.parse("5s:12s"));
    for (int i = 0; i < 12; i += 2) {
      quiescence.changed(at(i));
      assertThat(quiescence.isDue(at(i))).isFalse();
    }
    assertThat(quiescence.isDue(at(12))).isTrue();
  }

  @Test
  void theLongestTimeIsFourTimesTheShortestUnlessGiven() throws DecodeException {
    assertThat(Wait.parse("3s").max()).isEqualTo(Duration.ofSeconds(12));
  }

  @Test
  void withoutAWaitItIsAlwaysTime() {
    assertThat(new Quiescence(Wait.NONE).isDue(START)).isTrue();
  }
}
