package praetor.snapshot;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import praetor.client.ConsulClient;
import praetor.client.lock.KeyLock;
import praetor.client.lock.LockSettings;
import praetor.model.Clock;
import praetor.snapshot.storage.Reasons;

/**
 * The snapshot agent as a daemon: it waits for the lock that one of all agents holds, and whoever
 * holds it saves snapshots by the schedule.
 *
 * <p>States: waiting for the lock; leading, until the lock is lost or too many runs have failed in
 * a row; standing aside after those, so that another one comes first; ended. {@link #run} goes
 * through them on the caller's thread until {@link #close}; a second thread keeps the checks alive.
 */
public final class SnapshotAgent implements AutoCloseable {
  /** How many failed looks at the lock, a second apart, do not mean yet that it is lost. */
  private static final int MONITOR_RETRIES = 3;

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  private final ConsulClient client;
  private final AgentSettings settings;
  private final Saver saver;
  private final AgentService service;
  private final Clock clock;
  private final AgentLog log;
  private final StatusBoard status = new StatusBoard();
  private final CompletableFuture<Void> ending = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * @param mark tells this agent from others that are registered with the same local agent
   */
  public SnapshotAgent(
      ConsulClient client,
      AgentSettings settings,
      Saver saver,
      String mark,
      Clock clock,
      AgentLog log) {
    this.client = client;
    this.settings = settings;
    this.saver = saver;
    this.service = new AgentService(client, settings, mark);
    this.clock = clock;
    this.log = log;
  }

  /** How it is doing. */
  public AgentStatus status() {
    return status.get();
  }

  /** Works until it is closed. */
  public void run() throws InterruptedException {
    log.info("Snapshot agent running");
    register();
    var heart = Thread.ofVirtual().name("snapshot agent heartbeat").start(this::beat);
    try {
      while (!ending.isDone()) {
        pause(term());
      }
    } finally {
      heart.interrupt();
      heart.join();
      deregister();
      ended.countDown();
    }
  }

  private void register() {
    try {
      service.register();
    } catch (IOException failure) {
      log.warn("Failed to register the service: " + Reasons.of(failure));
    }
  }

  private void deregister() {
    try {
      service.deregister();
    } catch (IOException failure) {
      log.warn("Failed to deregister the service: " + Reasons.of(failure));
    }
  }

  private void beat() {
    try {
      while (!ending.isDone()) {
        try {
          var leads = status.get().leader();
          service.beat(leads ? Optional.of(health()) : Optional.empty());
        } catch (IOException failure) {
          log.warn("Failed to update the health checks: " + Reasons.of(failure));
        }
        Thread.sleep(settings.timing().heartbeat());
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private SavingHealth health() {
    return SavingHealth.of(status.get(), settings.schedule(), clock.now());
  }

  /** Waits for the lock and leads; tells how long to stay away from it afterwards. */
  private Duration term() throws InterruptedException {
    log.info("Waiting to obtain leadership...");
    try (var lock = lock()) {
      var waiting = new CompletableFuture<CompletableFuture<Void>>();
      var waiter = Thread.ofVirtual().name("snapshot agent lock").start(() -> wait(lock, waiting));
      var first = CompletableFuture.anyOf(waiting, ending);
      await(first, Optional.empty());
      if (ending.isDone() || waiting.isCompletedExceptionally()) {
        waiter.interrupt();
        waiter.join();
        return lockFailure(waiting);
      }
      return lead(lock, waiting.join());
    }
  }

  private KeyLock lock() {
    return KeyLock.at(
        settings.lockKey(),
        client,
        new LockSettings(
            settings.lockQuery(), "Consul Snapshot Agent", Optional.empty(), MONITOR_RETRIES));
  }

  private static void wait(KeyLock lock, CompletableFuture<CompletableFuture<Void>> held) {
    try {
      held.complete(lock.acquire().orElseThrow());
    } catch (IOException failure) {
      held.completeExceptionally(failure);
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration lockFailure(CompletableFuture<CompletableFuture<Void>> waiting) {
    if (waiting.isCompletedExceptionally()
        && waiting.exceptionNow() instanceof IOException failure) {
      log.error("Failed to obtain leadership: " + Reasons.of(failure));
    }
    return settings.retry();
  }

  private Duration lead(KeyLock lock, CompletableFuture<Void> lost) throws InterruptedException {
    log.info("Obtained leadership");
    status.change(before -> before.forgiven().leading(true));
    try {
      var newest = saver.newest();
      status.change(before -> before.found(newest));
      beginSaving();
      return saveUntil(lost);
    } finally {
      status.change(before -> before.leading(false));
      resign(lock);
    }
  }

  private void beginSaving() {
    try {
      service.beginSaving(health());
    } catch (IOException failure) {
      log.warn("Failed to register the health check: " + Reasons.of(failure));
    }
  }

  private void resign(KeyLock lock) {
    try {
      service.endSaving();
      lock.release();
    } catch (IOException failure) {
      log.warn("Failed to release leadership: " + Reasons.of(failure));
    }
  }

  private Duration saveUntil(CompletableFuture<Void> lost) throws InterruptedException {
    var over = CompletableFuture.anyOf(lost, ending);
    var newest = status.get().lastGood().map(good -> good.id().time());
    var due = settings.schedule().first(newest, clock.now());
    while (!over.isDone()) {
      if (await(over, Optional.of(Duration.between(clock.now(), due)))) {
        break;
      }
      var begun = clock.now();
      boolean good = save(() -> !over.isDone());
      if (tooManyFailures()) {
        log.error(
            "Giving up leadership after " + status.get().failuresInRow() + " failures in a row");
        return settings.timing().standAside();
      }
      due =
          good ? settings.schedule().next(begun, clock.now()) : clock.now().plus(settings.retry());
    }
    if (lost.isDone() && !ending.isDone()) {
      log.warn("Lost leadership");
    }
    return Duration.ZERO;
  }

  private boolean tooManyFailures() {
    return settings.maxFailures() > 0 && status.get().failuresInRow() >= settings.maxFailures();
  }

  private boolean save(BooleanSupplier ours) {
    var before = status.get();
    try {
      // Somebody who still took himself for the leader may have stored one meanwhile.
      var newest = saver.newest();
      var known = before.found(newest);
      var lastGood =
          before.lastGood().flatMap(AgentStatus.Good::details).map(AgentStatus.Details::inventory);
      var saved = saver.save(known.lastGood().map(AgentStatus.Good::id), lastGood, ours);
      status.change(now -> now.succeeded(saved.id(), saved.details()));
      return true;
    } catch (LostLeadershipException gone) {
      return false;
    } catch (IOException failure) {
      var why = Reasons.of(failure);
      log.error("Failed to save a snapshot: " + why);
      status.change(now -> now.failed(why));
      return false;
    } finally {
      tell();
    }
  }

  /** The check knows at once. */
  private void tell() {
    try {
      service.beat(Optional.of(health()));
    } catch (IOException failure) {
      log.warn("Failed to update the health checks: " + Reasons.of(failure));
    }
  }

  private void pause(Duration time) throws InterruptedException {
    if (time.isPositive()) {
      await(ending, Optional.of(time));
    }
  }

  /** Waits for something; false when the time was over first. */
  private static boolean await(CompletableFuture<?> something, Optional<Duration> time)
      throws InterruptedException {
    try {
      if (time.isEmpty()) {
        something.get();
      } else {
        something.get(Math.max(0, time.get().toNanos()), TimeUnit.NANOSECONDS);
      }
      return true;
    } catch (ExecutionException failed) {
      return true;
    } catch (TimeoutException over) {
      return false;
    }
  }

  /** Ends the work: what is being saved is left, the lock released, the service deregistered. */
  @Override
  public void close() {
    ending.complete(null);
    try {
      if (!ended.await(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("The snapshot agent did not end in time");
      }
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
    }
  }
}
