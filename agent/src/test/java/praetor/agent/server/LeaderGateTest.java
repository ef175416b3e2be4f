package praetor.agent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import praetor.agent.ManualTimers;
import praetor.testkit.FakeClock;

class LeaderGateTest {
  private final ManualTimers timers = new ManualTimers(new FakeClock());
  private final LeaderGate gate = new LeaderGate(Duration.ofSeconds(7), timers);

  @Test
  void aRequestWaitsForTheLeader() {
    var answer = gate.whenOpen(() -> CompletableFuture.completedFuture("done"));
    timers.advance(Duration.ofSeconds(6));
    assertThat(answer).isNotDone();
    gate.open();
    assertThat(answer).isCompletedWithValue("done");
    assertThat(timers.waiting()).isZero();
  }

  @Test
  void aRequestThatWaitsTooLongSaysThatThereIsNoLeader() {
    var answer = gate.whenOpen(() -> CompletableFuture.completedFuture("done"));
    timers.advance(Duration.ofSeconds(7));
    assertThatThrownBy(answer::join).hasRootCauseMessage("No cluster leader");
  }

  @Test
  void aClosedGateHoldsRequestsBackAgain() {
    gate.open();
    assertThat(gate.whenOpen(() -> CompletableFuture.completedFuture(1))).isCompleted();
    gate.close();
    assertThat(gate.whenOpen(() -> CompletableFuture.completedFuture(2))).isNotDone();
  }

  @Test
  void aGateThatStaysClosedForgetsThoseWhoGaveUp() {
    for (int i = 0; i < 10; i++) {
      var answer = gate.whenOpen(() -> CompletableFuture.completedFuture("done"));
      timers.advance(Duration.ofSeconds(7));
      assertThat(answer).isCompletedExceptionally();
    }
    assertThat(gate.opened().getNumberOfDependents()).isLessThan(10);
  }
}
