package praetor.gossip.swim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Lifeguard's timeouts: from the most to the least with each confirmation. */
class SuspicionTest {
  private static final long MIN = Duration.ofSeconds(2).toNanos();
  private static final long MAX = Duration.ofSeconds(30).toNanos();

  private final Timers timers = new Timers(0);
  private int expired;

  private Suspicion suspicion(int wanted) {
    return new Suspicion(timers, "me", wanted, MIN, MAX, () -> expired++);
  }

  private void at(double seconds) {
    timers.advance((long) (seconds * 1e9));
    timers.runDue();
  }

  @Test
  void withoutConfirmationsItTakesTheMost() {
    suspicion(3);
    at(29.9);
    assertThat(expired).isZero();
    at(30);
    assertThat(expired).isEqualTo(1);
  }

  @Test
  void whenNobodyCanConfirmItTakesTheLeast() {
    suspicion(0);
    at(2);
    assertThat(expired).isEqualTo(1);
  }

  @Test
  void eachConfirmationShortensIt() {
    var suspicion = suspicion(3);
    assertThat(suspicion.confirm("a")).isTrue();
    // 30 - ln 2 / ln 4 * 28 = 16 s
    at(15.9);
    assertThat(expired).isZero();
    at(16);
    assertThat(expired).isEqualTo(1);
  }

  @Test
  void allConfirmationsLeaveTheLeast() {
    var suspicion = suspicion(3);
    suspicion.confirm("a");
    suspicion.confirm("b");
    suspicion.confirm("c");
    assertThat(suspicion.confirm("d")).isFalse();
    at(2);
    assertThat(expired).isEqualTo(1);
  }

  @Test
  void lateConfirmationEndsItAtOnce() {
    var suspicion = suspicion(1);
    at(20);
    suspicion.confirm("a");
    at(20);
    assertThat(expired).isEqualTo(1);
  }

  @Test
  void theSameVoiceCountsOnce() {
    var suspicion = suspicion(3);
    assertThat(suspicion.confirm("me")).isFalse();
    assertThat(suspicion.confirm("a")).isTrue();
    assertThat(suspicion.confirm("a")).isFalse();
  }

  @Test
  void cancelledOneDoesNotExpire() {
    var suspicion = suspicion(3);
    suspicion.confirm("a");
    suspicion.cancel();
    at(100);
    assertThat(expired).isZero();
  }
}
