package praetor.http.net;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts connections, altogether and of each client. Safe for any thread. */
final class ConnectionLimits {
  /** Whether a connection may stay. */
  enum Verdict {
    ADMITTED,
    TOO_MANY_OF_CLIENT,
    TOO_MANY
  }

  private int maxPerClient;
  private final int maxAltogether;
  private final Map<InetAddress, Integer> byClient = new HashMap<>();
  private int altogether;

  ConnectionLimits(HttpOptions options) {
    this.maxPerClient = options.maxConnectionsPerClient();
    this.maxAltogether = options.maxConnections();
  }

  /**
   * Counts a new connection if it may stay; then {@link #leave} must follow.
   *
   * @param client none on a unix socket
   */
  synchronized Verdict enter(Optional<InetAddress> client) {
    if (altogether >= maxAltogether) {
      return Verdict.TOO_MANY;
    }
    if (client.isPresent()) {
      int before = byClient.getOrDefault(client.get(), 0);
      if (maxPerClient > 0 && before >= maxPerClient) {
        return Verdict.TOO_MANY_OF_CLIENT;
      }
      byClient.put(client.get(), before + 1);
    }
    altogether++;
    return Verdict.ADMITTED;
  }

  synchronized void leave(Optional<InetAddress> client) {
    altogether--;
    notifyAll();
    client.ifPresent(
        ip -> byClient.computeIfPresent(ip, (_, count) -> count == 1 ? null : count - 1));
  }

  /** From now on a client may have so many; 0 and less for any number. */
  synchronized void limitPerClient(int most) {
    maxPerClient = most;
  }

  /** Waits until no connection is left, or the time is over. */
  synchronized void awaitNone(Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (altogether > 0) {
      long leftMs = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0) {
        return;
      }
      try {
        wait(leftMs);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  synchronized int altogether() {
    return altogether;
  }
}
