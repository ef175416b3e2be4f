package praetor.agent.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.raft.Peer;
import praetor.raft.RaftEngine;

/**
 * How a server leaves for good: another one leads, the pools hear of it, the new leader takes it
 * out of the consensus group, and requests under way end. A server that is alone has nobody to
 * tell.
 *
 * <p>Source: the steps of Consul's servers as documented for {@code consul leave}.
 */
final class Departure {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server");

  private static final Duration TRANSFER_TIMEOUT = Duration.ofSeconds(5);

  /** Source: Consul's servers wait that long to be removed from the raft peers. */
  private static final Duration REMOVAL_TIMEOUT = Duration.ofSeconds(10);

  private static final long POLL_MS = 20;

  private final String selfId;
  private final RaftEngine raft;
  private final Duration drain;

  /**
   * @param drain performance.leave_drain_time
   */
  Departure(String selfId, RaftEngine raft, Duration drain) {
    this.selfId = selfId;
    this.raft = raft;
    this.drain = drain;
  }

  /**
   * Blocks until all is done.
   *
   * @param pools says good-bye to the gossip pools
   */
  void run(Supplier<CompletableFuture<Void>> pools) {
    LOG.info("server starting leave");
    boolean others = raft.configuration().stream().anyMatch(peer -> !peer.id().equals(selfId));
    if (others) {
      handOver();
    }
    pools.get().join();
    if (others && !until(REMOVAL_TIMEOUT, () -> !isPeer())) {
      LOG.warn("failed to leave raft configuration gracefully, timeout");
    }
    if (others) {
      LOG.info("Waiting to drain RPC traffic: drain_time={}", drain);
      until(drain, () -> false);
    }
  }

  private void handOver() {
    if (!raft.status().leads()) {
      return;
    }
    var next =
        raft.configuration().stream()
            .filter(peer -> peer.suffrage() == Peer.Suffrage.VOTER && !peer.id().equals(selfId))
            .findFirst();
    if (next.isEmpty()) {
      return;
    }
    try {
      raft.transferLeadership(next.get().id())
          .get(TRANSFER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      until(TRANSFER_TIMEOUT, () -> !raft.status().leads());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.error("failed to transfer leadership: error={}", e.getMessage());
    }
  }

  /** Whether this server still counts; one that hears from no leader any more cannot know. */
  private boolean isPeer() {
    return raft.configuration().stream().anyMatch(peer -> peer.id().equals(selfId));
  }

  private static boolean until(Duration timeout, BooleanSupplier done) {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    while (System.nanoTime() < deadlineNanos) {
      if (done.getAsBoolean()) {
        return true;
      }
      try {
        Thread.sleep(POLL_MS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return done.getAsBoolean();
  }
}
