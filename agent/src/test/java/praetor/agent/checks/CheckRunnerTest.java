package praetor.agent.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import praetor.testkit.FakeClock;

class CheckRunnerTest {
  private final FakeClock clock = new FakeClock();
  private final FakeTimers timers = new FakeTimers(clock);
  private final List<String> told = new ArrayList<>();
  private final CheckRunner runner =
      new CheckRunner(
          (id, result) -> told.add(id + " " + result.status() + " " + result.output()),
          timers,
          FakeTimers.DIRECT,
          new Random(1),
          CheckOutput.MAX_BYTES,
          ProbeTls.NONE);

  private List<String> told() {
    var all = List.copyOf(told);
    told.clear();
    return all;
  }

  @Test
  void aTtlCheckExpiresOnce() {
    runner.start("a", Checks.of("{'TTL': '10s'}"), "");
    timers.advance(Duration.ofMillis(9_999));
    assertThat(told()).isEmpty();
    timers.advance(Duration.ofMillis(1));
    assertThat(told()).containsExactly("a critical TTL expired");
    timers.advance(Duration.ofMinutes(5));
    assertThat(told()).isEmpty();
  }

  @Test
  void aReportStartsTheTimeAnewAndIsRepeatedWhenItEnds() {
    runner.start("a", Checks.of("{'TTL': '10s'}"), "");
    var ttl = runner.ttl("a").orElseThrow();
    timers.advance(Duration.ofSeconds(8));
    ttl.report("passing", "all well");
    timers.advance(Duration.ofSeconds(8));
    assertThat(told()).containsExactly("a passing all well");
    timers.advance(Duration.ofSeconds(2));
    assertThat(told())
        .containsExactly("a critical TTL expired (last output before timeout follows): all well");
    ttl.report("warning", "late");
    assertThat(told()).containsExactly("a warning late");
  }

  @Test
  void aRestartedTtlCheckHasTheTimeThatWasLeft() {
    runner.start("a", Checks.of("{'TTL': '10s'}"), "before", Duration.ofSeconds(3));
    timers.advance(Duration.ofSeconds(3));
    assertThat(told())
        .containsExactly("a critical TTL expired (last output before timeout follows): before");
  }

  @Test
  void aStoppedCheckSaysNothing() {
    runner.start("a", Checks.of("{'TTL': '10s'}"), "");
    var ttl = runner.ttl("a").orElseThrow();
    runner.stop("a");
    ttl.report("passing", "");
    timers.advance(Duration.ofMinutes(1));
    assertThat(told()).isEmpty();
    assertThat(runner.ttl("a")).isEmpty();
    assertThat(timers.waiting()).isZero();
  }

  @Test
  void aProbeRunsFirstWithinItsIntervalAndThenOnceInEach() {
    runner.start("p", Checks.of("{'TCP': 'no port', 'Interval': '10s'}"), "");
    timers.advance(Duration.ofSeconds(10));
    assertThat(told()).hasSize(1).first().asString().startsWith("p critical dial tcp: ");
    timers.advance(Duration.ofSeconds(50));
    assertThat(told()).hasSize(5);
    assertThat(runner.probeCount()).isEqualTo(1);
    runner.close();
    timers.advance(Duration.ofMinutes(1));
    assertThat(told()).isEmpty();
  }

  @Test
  void anIntervalBelowASecondIsRaised() {
    runner.start("p", Checks.of("{'TCP': 'no port', 'Interval': '1ms'}"), "");
    timers.advance(Duration.ofSeconds(10));
    assertThat(told()).hasSizeBetween(10, 11);
  }

  @Test
  void startingAgainTakesThePlaceOfTheFormerCheck() {
    runner.start("a", Checks.of("{'TTL': '1s'}"), "");
    runner.start("a", Checks.of("{'TTL': '5s'}"), "");
    timers.advance(Duration.ofSeconds(4));
    assertThat(told()).isEmpty();
    assertThat(runner.ttlCount()).isEqualTo(1);
  }
}
