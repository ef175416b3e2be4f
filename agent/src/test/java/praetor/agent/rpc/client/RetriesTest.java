package praetor.agent.rpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.agent.ManualTimers;
import praetor.agent.RequestException;
import praetor.agent.rpc.RpcException;
import praetor.testkit.FakeClock;

class RetriesTest {
  private static final Duration HOLD = Duration.ofSeconds(7);

  private final FakeClock clock = new FakeClock();
  private final ManualTimers timers = new ManualTimers(clock);
  private final Retries retries = new Retries(HOLD, timers, clock, () -> 0);
  private final List<Long> attemptsMs = new ArrayList<>();

  private static RpcException failure(RpcException.Kind kind, String text) {
    return new RpcException(kind, text);
  }

  private Supplier<CompletableFuture<String>> failing(RuntimeException failure) {
    return () -> {
      attemptsMs.add(Duration.ofNanos(clock.nanoTime()).toMillis());
      return CompletableFuture.failedFuture(failure);
    };
  }

  @Test
  void whatSucceedsAtOnceIsHandedOn() {
    var done = CompletableFuture.completedFuture("x");
    assertThat(retries.run(Patience.WRITE, () -> done)).isSameAs(done);
    assertThat(timers.waiting()).isZero();
  }

  @Test
  void pausesDoubleFromASixteenthOfTheHoldTimeUntilItIsOver() {
    var result =
        retries.run(Patience.READ, failing(failure(RpcException.Kind.NOT_SENT, "refused")));
    timers.advance(HOLD.minusMillis(1));
    assertThat(result).isNotDone();
    timers.advance(Duration.ofMillis(1));
    assertThat(attemptsMs).containsExactly(0L, 437L, 1312L, 3062L, 6562L, 7000L);
    assertThatThrownBy(result::join)
        .cause()
        .isInstanceOf(RequestException.class)
        .hasMessage("rpc error getting client: refused");
  }

  @Test
  void jitterLengthensAPauseByUpToItself() {
    var jittery = new Retries(HOLD, timers, clock, () -> 200_000_000L);
    var result =
        jittery.run(Patience.READ, failing(failure(RpcException.Kind.NOT_SENT, "refused")));
    timers.advance(Duration.ofMillis(637));
    assertThat(attemptsMs).containsExactly(0L);
    timers.advance(Duration.ofMillis(1));
    assertThat(attemptsMs).containsExactly(0L, 637L);
    assertThat(result).isNotDone();
  }

  @Test
  void aReadThatWaitsIsRepeatedForThatTimeToo() {
    var waiting = new Patience(true, Duration.ofSeconds(60));
    var result = retries.run(waiting, failing(failure(RpcException.Kind.UNKNOWN, "EOF")));
    timers.advance(Duration.ofSeconds(66));
    assertThat(result).isNotDone();
    timers.advance(Duration.ofSeconds(1));
    assertThatThrownBy(result::join).cause().hasMessage("rpc error making call: EOF");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "READ | NOT_SENT | refused | true",
        "WRITE | NOT_SENT | refused | true",
        "READ | UNKNOWN | EOF | true",
        "WRITE | UNKNOWN | EOF | false",
        "READ | ANSWERED | No cluster leader | true",
        "WRITE | ANSWERED | rpc error making call: No cluster leader | true",
        "WRITE | ANSWERED | RPC rate limit exceeded | true",
        "WRITE | ANSWERED | rate limit exceeded, try again later or against a different server |"
            + " true",
        "READ | ANSWERED | Permission denied | false",
        "READ | ANSWERED | leadership lost while committing log | false",
      })
  void onlyWhatMayHelpIsRepeated(
      String patience, RpcException.Kind kind, String text, boolean repeated) {
    var result =
        retries.run(
            patience.equals("READ") ? Patience.READ : Patience.WRITE, failing(failure(kind, text)));
    assertThat(result.isDone()).isEqualTo(!repeated);
    timers.advance(HOLD);
    assertThat(attemptsMs.size() > 1).isEqualTo(repeated);
  }

  @Test
  void aRefusalKeepsItsStatus() {
    var denied = failure(RpcException.Kind.ANSWERED, "Permission denied: token lacks it");
    assertThatThrownBy(retries.run(Patience.READ, failing(denied))::join)
        .cause()
        .isInstanceOfSatisfying(
            RequestException.class, told -> assertThat(told.status()).isEqualTo(403));
    var bad = RequestException.bad("Missing key");
    assertThatThrownBy(retries.run(Patience.READ, failing(bad))::join).cause().isSameAs(bad);
  }

  @Test
  void aThrownFailureIsOneOfTheFuture() {
    var result =
        retries.<String>run(
            Patience.READ,
            () -> {
              throw RequestException.failed("no");
            });
    assertThatThrownBy(result::join).cause().hasMessage("no");
  }

  @Test
  void aPauseEndsSoonerWhenThereIsNoNeedToWait() {
    var sooner = new CompletableFuture<Void>();
    var result = retries.run(Patience.WRITE, failing(RequestException.noLeader()), () -> sooner);
    timers.advance(Duration.ofMillis(100));
    assertThat(attemptsMs).containsExactly(0L);
    sooner.complete(null);
    assertThat(attemptsMs).startsWith(0L, 100L);
    result.cancel(false);
  }

  @Test
  void cancellingGivesUpTheAttemptAndThePause() {
    var pending = new CompletableFuture<String>();
    retries.run(Patience.READ, () -> pending).cancel(false);
    assertThat(pending).isCancelled();
    var paused = retries.run(Patience.READ, failing(RequestException.noLeader()));
    paused.cancel(false);
    timers.advance(HOLD);
    assertThat(attemptsMs).containsExactly(0L);
  }
}
