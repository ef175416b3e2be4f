package praetor.agent.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import praetor.agent.ManualTimers;
import praetor.agent.acl.Authorizer;
import praetor.model.Bytes;
import praetor.model.KvEntry;
import praetor.state.Read;
import praetor.state.StateStore;
import praetor.state.command.KvsRequest;
import praetor.testkit.FakeClock;

class BlockingReadsTest {
  private static final Duration WAIT = Duration.ofSeconds(60);

  private final FakeClock clock = new FakeClock();
  private final ManualTimers timers = new ManualTimers(clock);
  private final StateStore store = new StateStore(clock);
  private final Queue<Runnable> evaluations = new ArrayDeque<>();
  private final BlockingReads reads = new BlockingReads(store, evaluations::add, timers);
  private long index;

  @Test
  void aReaderBehindTheIndexIsAnsweredAtOnce() {
    set("a", "1");
    set("a", "2");
    assertThat(await("a", index - 1)).isCompleted();
    assertThat(reads.waiting()).isZero();
  }

  @Test
  void aChangeOfTheKeyWakesItsReader() {
    set("a", "1");
    var reader = await("a", index);
    set("a", "2");
    runEvaluations();
    assertThat(reader.join().value().orElseThrow().value()).isEqualTo(Bytes.utf8("2"));
    assertThat(reader.join().index()).isEqualTo(index);
    assertThat(timers.waiting()).isZero();
  }

  @Test
  void aRestoreAnswersReadersThoughTheIndexHasFallen() {
    set("a", "1");
    var old = store.view();
    set("a", "2");
    var reader = await("a", index);
    store.restore(old);
    runEvaluations();
    assertThat(reader.join().value().orElseThrow().value()).isEqualTo(Bytes.utf8("1"));
    assertThat(reader.join().index()).isEqualTo(index - 1);
  }

  @Test
  void anotherKeyAndAnEqualWriteWakeNobody() {
    set("a", "1");
    var reader = await("a", index);
    set("b", "1");
    set("a", "1");
    assertThat(evaluations).isEmpty();
    assertThat(reader).isNotDone();
  }

  @Test
  void equalReadersShareOneEvaluationAndOneAnswer() {
    set("a", "1");
    var first = await("a", index);
    var second = await("a", index);
    set("a", "2");
    assertThat(evaluations).hasSize(1);
    runEvaluations();
    assertThat(second.join()).isSameAs(first.join());
  }

  @Test
  void aReaderWhoseTimeIsOverGetsTheLastAnswer() {
    set("a", "1");
    var reader = await("a", index);
    timers.advance(WAIT.minusMillis(1));
    assertThat(reader).isNotDone();
    timers.advance(Duration.ofMillis(1));
    assertThat(reader.join().index()).isEqualTo(index);
    assertThat(reads.waiting()).isZero();
    assertThat(store.watches().size()).isZero();
  }

  @Test
  void aCancelledReaderLeavesNothingBehind() {
    set("a", "1");
    var reader = await("a", index);
    reader.cancel(false);
    assertThat(reads.waiting()).isZero();
    assertThat(store.watches().size()).isZero();
    assertThat(timers.waiting()).isZero();
  }

  @Test
  void aReaderOfSomethingAbsentSleepsWhileItStaysAbsent() {
    set("other", "1");
    var reader = await("a", index);
    set("other", "2");
    runEvaluations();
    assertThat(reader).isNotDone();
    set("a", "1");
    runEvaluations();
    assertThat(reader.join().value()).isPresent();
  }

  @Test
  void aRestoreWakesEverybody() {
    set("a", "1");
    var reader = await("a", index);
    store.restore(store.view());
    runEvaluations();
    timers.advance(WAIT);
    assertThat(reader).isCompleted();
  }

  private CompletableFuture<Read<Optional<KvEntry>>> await(String key, long minIndex) {
    return reads.await(new KvGet(Bytes.utf8(key)), Authorizer.allowAll(), minIndex, WAIT.toNanos());
  }

  private void runEvaluations() {
    for (var next = evaluations.poll(); next != null; next = evaluations.poll()) {
      next.run();
    }
  }

  private void set(String key, String value) {
    var entry = new KvEntry(0, Bytes.utf8(key), 0, Bytes.utf8(value), "", 0, 0);
    store.apply(++index, new KvsRequest(KvsRequest.SET, entry));
    store.publish();
  }
}
