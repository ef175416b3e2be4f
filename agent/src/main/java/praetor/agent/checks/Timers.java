package praetor.agent.checks;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls things later. Safe for any thread; what it calls must not block. */
public interface Timers {
  /** A call that is due; cancelling one that has begun does nothing. */
  @FunctionalInterface
  interface Timer {
    void cancel();
  }

  /** Has the task run after the delay; a delay that is not positive means at once. */
  Timer after(Duration delay, Runnable task);

  /** Timers on an executor. */
  static Timers on(ScheduledExecutorService executor) {
    return (delay, task) -> {
      long nanos = Math.max(0, delay.toNanos());
      var scheduled = executor.schedule(task, nanos, TimeUnit.NANOSECONDS);
      return () -> scheduled.cancel(false);
    };
  }
}
