package praetor.client.lock;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import praetor.client.ConsulClient;
import praetor.client.JsonView;
import praetor.client.Request;
import praetor.client.StatusException;

/** Finds out when a lock is lost. */
final class Monitor implements AutoCloseable {
  /** Source: the help of {@code consul lock}, -monitor-retry. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** Whether what was read says that the lock is held. */
  @FunctionalInterface
  interface Held {
    boolean by(JsonView pairs);
  }

  private final ConsulClient client;
  private final Request read;
  private final int retries;
  private final Held held;
  private final CompletableFuture<Void> lost = new CompletableFuture<>();
  private @Nullable Thread thread;

  /**
   * @param read what to read, without index and consistency
   * @param retries how many failures in a row are no loss yet
   */
  Monitor(ConsulClient client, Request read, int retries, Held held) {
    this.client = client;
    this.read = read.with("consistent", "");
    this.retries = retries;
    this.held = held;
  }

  /** Watches from now on; the future is completed when the lock is lost. */
  CompletableFuture<Void> start() {
    thread = Thread.ofVirtual().name("lock monitor").start(this::watch);
    return lost;
  }

  private void watch() {
    var index = Optional.<String>empty();
    int failures = 0;
    boolean holds = true;
    try {
      while (holds && !lost.isDone()) {
        try {
          var answer = client.call(index.map(i -> read.with("index", i)).orElse(read));
          if (answer.status() >= 500) {
            throw StatusException.of(answer);
          }
          failures = 0;
          holds = answer.status() == 200 && held.by(answer.json());
          index = answer.header("X-Consul-Index");
        } catch (IOException failure) {
          holds = ++failures <= retries;
          Thread.sleep(holds ? RETRY : Duration.ZERO);
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
    lost.complete(null);
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
