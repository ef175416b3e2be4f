package praetor.agent.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import praetor.agent.RequestException;

/**
 * Holds requests back while there is no leader that can answer them, as Consul does: for a while,
 * then they fail.
 *
 * <p>Open on a leader whose state holds everything that earlier leaders committed. Safe for any
 * thread.
 */
final class LeaderGate {
  private final Duration hold;
  private final ScheduledExecutorService timers;
  // Completed while the gate is open; replaced when it closes.
  private volatile CompletableFuture<Void> opened = new CompletableFuture<>();

  /**
   * @param hold how long a request waits for a leader: rpc_hold_timeout
   */
  LeaderGate(Duration hold, ScheduledExecutorService timers) {
    this.hold = hold;
    this.timers = timers;
  }

  /** Completes when the gate is open, at once when it is. */
  CompletableFuture<Void> opened() {
    return opened;
  }

  boolean isOpen() {
    return opened.isDone();
  }

  synchronized void open() {
    opened.complete(null);
  }

  synchronized void close() {
    if (opened.isDone()) {
      opened = new CompletableFuture<>();
    }
  }

  /**
   * Runs an action when the gate is open; fails with "No cluster leader" when it stays closed too
   * long.
   */
  <T> CompletableFuture<T> whenOpen(Supplier<CompletableFuture<T>> action) {
    var gate = opened;
    if (gate.isDone()) {
      return action.get();
    }
    var patience = new CompletableFuture<Void>();
    var timer =
        timers.schedule(
            () -> patience.completeExceptionally(RequestException.noLeader()),
            hold.toMillis(),
            TimeUnit.MILLISECONDS);
    // The gate forgets those whose patience ends: it may stay closed for ever.
    return CompletableFuture.anyOf(gate, patience)
        .whenComplete((_, _) -> timer.cancel(false))
        .thenCompose(_ -> action.get());
  }
}
