package praetor.agent.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import praetor.agent.RequestException;
import praetor.agent.read.Answer;
import praetor.agent.read.BlockingReads;
import praetor.agent.read.Consistency;
import praetor.agent.read.Query;
import praetor.agent.read.ReadOptions;
import praetor.raft.Barrier;
import praetor.raft.RaftEngine;
import praetor.state.Read;

/**
 * Answers queries from this server's state: as fresh as asked, and later when asked to wait. Safe
 * for any thread.
 */
final class ServerReads {
  /**
   * How long reads wait.
   *
   * @param ofDefault for a reader that names no time: default_query_time
   * @param max the longest time: max_query_time
   */
  record Waits(Duration ofDefault, Duration max) {}

  /**
   * A wait is stretched by up to a sixteenth of itself, so that readers do not all come back at
   * once.
   */
  private static final int JITTER_FRACTION = 16;

  private final String datacenter;
  private final RaftEngine raft;
  private final LeaderGate gate;
  private final BlockingReads blocking;
  private final Waits waits;
  private final LongSupplier random;
  private final ServerMetrics metrics;

  /**
   * @param random non-negative numbers for jitter
   */
  ServerReads(
      String datacenter,
      RaftEngine raft,
      LeaderGate gate,
      BlockingReads blocking,
      Waits waits,
      LongSupplier random,
      ServerMetrics metrics) {
    this.datacenter = datacenter;
    this.raft = raft;
    this.gate = gate;
    this.blocking = blocking;
    this.waits = waits;
    this.random = random;
    this.metrics = metrics;
  }

  <T> CompletableFuture<Answer<T>> read(Query<T> query, ReadOptions options) {
    if (!options.datacenter().isEmpty() && !options.datacenter().equals(datacenter)) {
      return CompletableFuture.failedFuture(
          RequestException.failed(RequestException.NO_PATH_TO_DATACENTER));
    }
    return switch (options.consistency()) {
      case STALE -> answer(query, options);
      case LEADER -> gate.whenOpen(() -> answer(query, options));
      case CONSISTENT -> gate.whenOpen(this::barrier).thenCompose(_ -> answer(query, options));
    };
  }

  private CompletableFuture<Long> barrier() {
    long start = System.nanoTime();
    return raft.readBarrier()
        .thenApply(
            barrier -> {
              metrics.barrierPassed(start);
              return passed(barrier);
            });
  }

  private static long passed(Barrier barrier) {
    return switch (barrier) {
      case Barrier.Passed(long index) -> index;
      case Barrier.NotLeader _ -> throw RequestException.noLeader();
      case Barrier.Failed(var reason) -> throw RequestException.failed(reason);
    };
  }

  private <T> CompletableFuture<Answer<T>> answer(Query<T> query, ReadOptions options) {
    var authorizer = options.caller().authorizer();
    if (!options.blocks()) {
      try {
        return CompletableFuture.completedFuture(
            meta(blocking.readNow(query, authorizer), options.consistency()));
      } catch (RequestException e) {
        return CompletableFuture.failedFuture(e);
      }
    }
    var reading = blocking.await(query, authorizer, options.minIndex(), waitNanos(options));
    var answer = reading.thenApply(read -> meta(read, options.consistency()));
    // Whoever gives up the answer gives up the reading.
    answer.whenComplete(
        (_, _) -> {
          if (answer.isCancelled()) {
            reading.cancel(false);
          }
        });
    return answer;
  }

  private <T> Answer<T> meta(Read<T> read, Consistency consistency) {
    long index = read.index() == 0 ? 1 : read.index();
    if (gate.isOpen()) {
      return new Answer<>(read.value(), index, true, Duration.ZERO, consistency);
    }
    var status = raft.status();
    return new Answer<>(
        read.value(),
        index,
        status.leaderId().isPresent(),
        Duration.ofMillis(Math.max(0, status.lastContactMs())),
        consistency);
  }

  private long waitNanos(ReadOptions options) {
    var asked = options.maxWait();
    var wait = asked.isNegative() || asked.isZero() ? waits.ofDefault() : asked;
    long nanos = (wait.compareTo(waits.max()) > 0 ? waits.max() : wait).toNanos();
    return nanos + random.getAsLong() % (nanos / JITTER_FRACTION + 1);
  }
}
