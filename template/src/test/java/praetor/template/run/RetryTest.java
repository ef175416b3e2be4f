package praetor.template.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import praetor.template.watch.Retry;

class RetryTest {
  @Test
  void pausesDoubleUpToTheLongest() {
    assertThat(Retry.DEFAULT.pause(1)).isEqualTo(Duration.ofMillis(250));
    assertThat(Retry.DEFAULT.pause(4)).isEqualTo(Duration.ofSeconds(2));
    assertThat(Retry.DEFAULT.pause(60)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void noAttemptsMeanNoEnd() {
    var endless = new Retry(true, 0, Duration.ofMillis(1), Duration.ofSeconds(1));
    assertThat(endless.again(1_000)).isTrue();
    assertThat(Retry.DEFAULT.again(12)).isTrue();
    assertThat(Retry.DEFAULT.again(13)).isFalse();
  }
}
