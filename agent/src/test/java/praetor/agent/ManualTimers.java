package praetor.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import praetor.testkit.FakeClock;

/**
 * Timers that run when a test moves its clock, on the test's thread, in the order of their times.
 */
public final class ManualTimers extends ScheduledThreadPoolExecutor {
  private final FakeClock clock;
  private final List<Task> tasks = new ArrayList<>();

  public ManualTimers(FakeClock clock) {
    super(0);
    this.clock = clock;
  }

  /** Moves the clock and runs what becomes due on the way. */
  public void advance(Duration time) {
    long end = clock.nanoTime() + time.toNanos();
    while (true) {
      var due =
          tasks.stream()
              .filter(task -> !task.isDone() && task.atNanos <= end)
              .min(Comparator.comparingLong(task -> task.atNanos));
      if (due.isEmpty()) {
        clock.advance(Duration.ofNanos(end - clock.nanoTime()));
        return;
      }
      clock.advance(Duration.ofNanos(Math.max(0, due.get().atNanos - clock.nanoTime())));
      due.get().fire();
    }
  }

  /** How many tasks wait. */
  public long waiting() {
    return tasks.stream().filter(task -> !task.isDone()).count();
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return add(new Task(command, clock.nanoTime() + unit.toNanos(delay), 0));
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    var task =
        new Task(
            () -> {
              try {
                callable.call();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            },
            clock.nanoTime() + unit.toNanos(delay),
            0);
    add(task);
    @SuppressWarnings("unchecked") // nobody asks these timers for a value
    var typed = (ScheduledFuture<V>) task;
    return typed;
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return add(
        new Task(command, clock.nanoTime() + unit.toNanos(initialDelay), unit.toNanos(delay)));
  }

  private Task add(Task task) {
    tasks.removeIf(FutureTask::isDone);
    tasks.add(task);
    return task;
  }

  private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
    private final long repeatNanos;
    private long atNanos;

    Task(Runnable command, long atNanos, long repeatNanos) {
      super(command, null);
      this.atNanos = atNanos;
      this.repeatNanos = repeatNanos;
    }

    void fire() {
      if (repeatNanos == 0) {
        run();
      } else {
        atNanos += repeatNanos;
        runAndReset();
      }
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(atNanos - clock.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
