package praetor.agent.rpc.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import praetor.model.Clock;

/**
 * Tries something again while it fails in a way that another try may cure: for a while, with pauses
 * that double. Safe for any thread.
 *
 * <p>Source: rpc facts, section 3: the first pause is a sixteenth of rpc_hold_timeout, the whole
 * may take that time and, for a read that waits, its wait.
 */
public final class Retries {
  private static final int FIRST_PAUSE_FRACTION = 16;

  private final Duration hold;
  private final ScheduledExecutorService timers;
  private final Clock clock;
  private final LongSupplier jitter;

  /**
   * Retries.
   *
   * @param hold how long failures are borne: rpc_hold_timeout
   * @param timers run the later tries
   * @param jitter non-negative numbers, drawn quickly
   */
  public Retries(Duration hold, ScheduledExecutorService timers, Clock clock, LongSupplier jitter) {
    this.hold = hold;
    this.timers = timers;
    this.clock = clock;
    this.jitter = jitter;
  }

  <T> CompletableFuture<T> run(Patience patience, Supplier<CompletableFuture<T>> attempt) {
    return run(patience, attempt, CompletableFuture::new);
  }

  /**
   * Runs attempts until one succeeds or fails for good.
   *
   * @param attempt may throw what its future may fail with
   * @param sooner asked for each pause: completes when there is no need to wait any more
   * @return fails with a {@link praetor.agent.RequestException}; cancelling it gives up the attempt
   *     under way. Completed at once when the first attempt was
   */
  <T> CompletableFuture<T> run(
      Patience patience,
      Supplier<CompletableFuture<T>> attempt,
      Supplier<? extends CompletableFuture<?>> sooner) {
    CompletableFuture<T> first = started(attempt);
    if (first.isDone() && !first.isCompletedExceptionally()) {
      return first;
    }
    var run = new Run<>(patience, attempt, sooner);
    run.follow(first);
    return run.result;
  }

  private static <T> CompletableFuture<T> started(Supplier<CompletableFuture<T>> attempt) {
    try {
      return attempt.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private final class Run<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Patience patience;
    private final Supplier<CompletableFuture<T>> attempt;
    private final Supplier<? extends CompletableFuture<?>> sooner;
    private final long endNanos;
    private long pauseNanos = hold.toNanos() / FIRST_PAUSE_FRACTION;
    private volatile @Nullable CompletableFuture<?> current;

    Run(
        Patience patience,
        Supplier<CompletableFuture<T>> attempt,
        Supplier<? extends CompletableFuture<?>> sooner) {
      this.patience = patience;
      this.attempt = attempt;
      this.sooner = sooner;
      this.endNanos = clock.nanoTime() + hold.plus(patience.maxWait()).toNanos();
      result.whenComplete((_, _) -> giveUp());
    }

    private void giveUp() {
      var running = current;
      if (result.isCancelled() && running != null) {
        running.cancel(false);
      }
    }

    void follow(CompletableFuture<T> running) {
      current = running;
      running.whenComplete(
          (value, failure) -> {
            if (failure == null) {
              result.complete(value);
            } else {
              failed(Failures.cause(failure));
            }
          });
      // Given up while the attempt began.
      giveUp();
    }

    private void failed(Throwable failure) {
      long leftNanos = endNanos - clock.nanoTime();
      if (leftNanos <= 0 || !Failures.mayRepeat(failure, patience.repeatable())) {
        end(failure);
      } else if (!result.isDone()) {
        pause(leftNanos);
      }
    }

    private void end(Throwable failure) {
      try {
        result.completeExceptionally(Failures.told(failure));
      } catch (IllegalStateException ownMistake) {
        result.completeExceptionally(ownMistake);
      }
    }

    private void pause(long leftNanos) {
      long drawnNanos = pauseNanos + jitter.getAsLong() % (pauseNanos + 1);
      pauseNanos *= 2;
      var turn = new CompletableFuture<Void>();
      var timer =
          timers.schedule(
              () -> turn.complete(null), Math.min(drawnNanos, leftNanos), TimeUnit.NANOSECONDS);
      current = turn;
      CompletableFuture.anyOf(turn, sooner.get())
          .thenRun(
              () -> {
                timer.cancel(false);
                if (!result.isDone()) {
                  follow(started(attempt));
                }
              });
    }
  }
}
