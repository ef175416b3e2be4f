package praetor.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import praetor.model.Bytes;

/** Large pools: news reaches all, and nobody dies falsely. */
class LargePoolSimTest {
  private static final long SEED = Long.getLong("seed", 4711);

  @Test
  void fiveHundredMembersConverge() {
    converges(500);
  }

  @Test
  @Tag("slow")
  void tenThousandMembersConverge() {
    converges(10_000);
  }

  private static void converges(int size) {
    var pool = new LargePool(SEED, size);
    var report = new Report(size, pool);
    pool.sim.loss = 0.01;
    report.idle();
    report.churn();
    report.print();
    assertThat(pool.falseDeaths).as("seed=%d", SEED).isEmpty();
  }

  /** What it costs and how long it takes. */
  private static final class Report {
    /**
     * Gossip sends each message only so often: of thousands, now and then one member misses it, and
     * hears of it in the next exchange of whole states, every 2.5 minutes (500) or 5 (10,000).
     */
    private static final Duration MOST = Duration.ofMinutes(10);

    private static final int KILLED = 5;
    private static final int JOINED = 2;

    private final int size;
    private final LargePool pool;
    private final StringBuilder text = new StringBuilder();

    Report(int size, LargePool pool) {
      this.size = size;
      this.pool = pool;
      text.append(size).append(" members, seed=").append(SEED).append('\n');
    }

    /** A while in which nothing happens but what happens by itself. */
    void idle() {
      measured("at rest", Duration.ofSeconds(30), () -> pool.sim.runFor(Duration.ofSeconds(30)));
    }

    private void measured(String what, Duration time, Runnable run) {
      long bytes = pool.sim.packetBytes;
      long packets = pool.sim.packets;
      long cpu = cpuNanos();
      run.run();
      double minutes = time.toMillis() / 60_000.0 * size;
      text.append(
          "%s, per member and minute: %.0f packets, %.0f bytes by packet, %.2f ms of CPU%n"
              .formatted(
                  what,
                  (pool.sim.packets - packets) / minutes,
                  (pool.sim.packetBytes - bytes) / minutes,
                  (cpuNanos() - cpu) / 1e6 / minutes));
    }

    private static long cpuNanos() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    void churn() {
      IntStream.range(0, KILLED).forEach(i -> pool.member(10 + i).kill());
      int living = size - KILLED;
      took("all see the failed", () -> pool.failures >= KILLED * living);
      IntStream.range(0, JOINED).forEach(i -> pool.join(pool.member(100 + i)));
      took("all see the new", () -> pool.joins >= JOINED * living);
      var leaver = pool.member(50);
      leaver.run(() -> leaver.serf.leave(() -> {}));
      took("all see who left", () -> pool.departures >= living);
      var firing = pool.member(60);
      firing.run(() -> firing.serf.fire("deploy", Bytes.utf8("now"), false));
      took("all hear an event", () -> pool.userEvents >= living);
    }

    private void took(String what, BooleanSupplier holds) {
      long ms = pool.msUntil(MOST, holds);
      text.append("%s after %d ms%n".formatted(what, ms));
      assertThat(holds.getAsBoolean())
          .as("seed=%d: %s within %s\n%s", SEED, what, MOST, text)
          .isTrue();
    }

    void print() {
      System.out.print(text);
    }
  }
}
