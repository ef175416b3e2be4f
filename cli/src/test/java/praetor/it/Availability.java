package praetor.it;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import praetor.testkit.net.RawHttp;
import praetor.testkit.net.RawRequest;

/** Asks each server for a write all the time, and notes when one was accepted by any of them. */
final class Availability implements AutoCloseable {
  /** Whoever needs longer is asked again. */
  private static final Duration ANSWER_MAX = Duration.ofMillis(500);

  private static final long PAUSE_MS = 10;

  private final Queue<Long> acceptedNanos = new ConcurrentLinkedQueue<>();
  private final List<Thread> callers;
  private volatile boolean closing;

  Availability(List<URI> servers) {
    callers = servers.stream().map(server -> Thread.ofVirtual().start(() -> ask(server))).toList();
  }

  private void ask(URI server) {
    var http = new RawHttp(server, ANSWER_MAX);
    try {
      while (!closing) {
        Thread.sleep(PAUSE_MS);
        try {
          if (http.send(RawRequest.of("PUT", "/v1/kv/available")).status() == 200) {
            acceptedNanos.add(System.nanoTime());
          }
        } catch (IOException gone) {
          // The time until the next write that is accepted tells.
          continue;
        }
      }
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
    }
  }

  /** The longest time after a moment in which no write was accepted, in milliseconds. */
  long longestGapMs(long sinceNanos) {
    long last = sinceNanos;
    long longest = 0;
    for (long moment : acceptedNanos) {
      if (moment > last) {
        longest = Math.max(longest, moment - last);
        last = moment;
      }
    }
    return Math.max(longest, System.nanoTime() - last) / 1_000_000;
  }

  @Override
  public void close() {
    closing = true;
    try {
      for (var caller : callers) {
        caller.join();
      }
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
    }
  }
}
