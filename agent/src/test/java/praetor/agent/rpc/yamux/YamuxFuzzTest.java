package praetor.agent.rpc.yamux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import praetor.agent.rpc.Recorded;
import praetor.agent.rpc.stream.ByteBudget;
import praetor.agent.rpc.stream.Deadline;
import praetor.testkit.RandomTest;

/** Whatever arrives, a session serves or ends; it throws nothing and keeps nothing. */
@Timeout(120)
class YamuxFuzzTest {
  private static final List<byte[]> FRAMES =
      Recorded.entries("yamux/rpc-yamux.json")
          .filter(entry -> entry.path("decoded").has("type"))
          .map(entry -> Recorded.bytes(entry, "hex"))
          .toList();
  private static final long BUDGET_BYTES = 4 << 20;

  /** Recorded frames, some with a few bytes changed or cut, and noise. */
  private static byte[] garbled(RandomGenerator random) {
    var all = new ByteArrayOutputStream();
    for (int i = random.nextInt(30); i >= 0; i--) {
      var frame = FRAMES.get(random.nextInt(FRAMES.size())).clone();
      if (random.nextInt(3) == 0) {
        frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
      }
      boolean cut = random.nextInt(40) == 0;
      all.write(frame, 0, cut ? random.nextInt(frame.length) : frame.length);
    }
    return all.toByteArray();
  }

  @Test
  void garbledInputEndsTheSessionAndNothingElse() {
    var strays = new ConcurrentLinkedQueue<Throwable>();
    var before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((_, e) -> strays.add(e));
    try (var timers = Executors.newScheduledThreadPool(1)) {
      RandomTest.of(1_000)
          .check(
              random -> {
                var budget = new ByteBudget(BUDGET_BYTES);
                var resources = new YamuxSession.Resources(YamuxOptions.DEFAULT, budget, timers);
                end(new Given(garbled(random)), resources, random.nextBoolean());
                assertThat(budget.left()).isEqualTo(BUDGET_BYTES);
              });
      timers.shutdownNow();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    assertThat(strays).isEmpty();
  }

  private static void end(Given input, YamuxSession.Resources resources, boolean dials) {
    var served = new ConcurrentLinkedQueue<CompletableFuture<Void>>();
    var session =
        dials
            ? YamuxSession.dialed(input, resources)
            : YamuxSession.accepted(input, stream -> served.add(drain(stream)), resources);
    var ended = new CompletableFuture<Void>();
    session.onEnd(() -> ended.complete(null));
    join(ended);
    served.forEach(YamuxFuzzTest::join);
    // One that was accepted last may begin to be served after the end.
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (resources.budget().left() != BUDGET_BYTES && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
  }

  private static CompletableFuture<Void> drain(YamuxStream stream) {
    try {
      while (stream.receive(Deadline.after(Duration.ofSeconds(10))).length > 0) {
        // Whatever it is.
      }
    } catch (IOException e) {
      // The usual end here.
    } finally {
      stream.close();
    }
    return CompletableFuture.completedFuture(null);
  }

  private static void join(CompletableFuture<Void> future) {
    future.orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** A connection on which given bytes arrive, and then the end. */
  private record Given(byte[] bytes) implements praetor.raft.Connection {
    @Override
    public InputStream input() {
      return new java.io.ByteArrayInputStream(bytes);
    }

    @Override
    public OutputStream output() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public String remote() {
      return "test";
    }

    @Override
    public void close() {}
  }
}
