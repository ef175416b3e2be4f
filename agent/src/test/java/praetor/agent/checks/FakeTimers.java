package praetor.agent.checks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import praetor.testkit.FakeClock;

/** Timers that fire when a test moves the clock, in order of time; owned by the test's thread. */
public final class FakeTimers implements Timers {
  /** Runs everything where it is handed over. */
  public static final Executor DIRECT = Runnable::run;

  private final FakeClock clock;
  private final List<Due> due = new ArrayList<>();
  private long count;

  private record Due(long atNanos, long number, Runnable task) {}

  public FakeTimers(FakeClock clock) {
    this.clock = clock;
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    long at = clock.nanoTime() + Math.max(0, delay.toNanos());
    var entry = new Due(at, count++, task);
    due.add(entry);
    return () -> due.remove(entry);
  }

  /** Moves the clock and fires what becomes due, each at its own time. */
  public void advance(Duration by) {
    long end = clock.nanoTime() + by.toNanos();
    for (var next = next(end); next != null; next = next(end)) {
      clock.advance(Duration.ofNanos(next.atNanos() - clock.nanoTime()));
      due.remove(next);
      next.task().run();
    }
    clock.advance(Duration.ofNanos(end - clock.nanoTime()));
  }

  private Due next(long end) {
    return due.stream()
        .filter(entry -> entry.atNanos() <= end)
        .min(Comparator.comparingLong(Due::atNanos).thenComparingLong(Due::number))
        .orElse(null);
  }

  public int waiting() {
    return due.size();
  }
}
