package praetor.agent.rpc.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import praetor.agent.read.Answer;
import praetor.agent.read.Consistency;
import praetor.agent.read.ReadOptions;
import praetor.agent.rpc.Stages;

/** Answers that may be behind the leader, but not more than the asker bears. */
final class StaleReads {
  private StaleReads() {}

  /** Reads, and asks the leader when the answer is too old. Source: behaviour facts, section 2. */
  static <T> CompletableFuture<Answer<T>> bounded(
      ReadOptions options, Function<ReadOptions, CompletableFuture<Answer<T>>> read) {
    var reading = read.apply(options);
    boolean bounded = options.consistency() == Consistency.STALE && !options.maxStale().isZero();
    return bounded
        ? Stages.compose(
            reading,
            answer ->
                answer.lastContact().compareTo(options.maxStale()) > 0
                    ? read.apply(options.ofLeader())
                    : CompletableFuture.completedFuture(answer))
        : reading;
  }
}
