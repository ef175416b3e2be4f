package praetor.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedForceTest {
  private final AtomicInteger begun = new AtomicInteger();
  private final Semaphore permits = new Semaphore(0);

  private void slow() throws IOException {
    begun.incrementAndGet();
    permits.acquireUninterruptibly();
  }

  private static CompletableFuture<Void> inBackground(SharedForce force) {
    var done = new CompletableFuture<Void>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                force.run();
                done.complete(null);
              } catch (IOException e) {
                done.completeExceptionally(e);
              }
            });
    return done;
  }

  @Test
  void oneForceServesAllWhoCameBeforeItBegan() {
    var force = new SharedForce(this::slow);
    var first = inBackground(force);
    await().until(() -> begun.get() == 1);
    var others = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < 20; i++) {
      others.add(inBackground(force));
    }
    assertThat(first).isNotDone();
    permits.release();
    await().until(() -> begun.get() == 2);
    first.join();
    permits.release(20);
    others.forEach(CompletableFuture::join);
    // Callers that were slow to start may have come too late for the second one.
    assertThat(begun.get()).isBetween(2, 5);
  }

  @Test
  void aFailureReachesItsCallers() throws IOException {
    var broken = new AtomicInteger(1);
    var force =
        new SharedForce(
            () -> {
              if (broken.getAndDecrement() > 0) {
                throw new IOException("disk full");
              }
            });
    assertThatThrownBy(force::run).hasMessage("disk full");
    force.run();
  }
}
