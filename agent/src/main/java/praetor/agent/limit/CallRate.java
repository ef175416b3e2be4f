package praetor.agent.limit;

import java.util.function.LongSupplier;
import praetor.agent.RequestException;
import praetor.agent.config.LimitConfig;
import praetor.agent.metrics.Counter;
import praetor.agent.metrics.Metrics;

/**
 * How many calls to servers a client agent makes: {@code limits.rpc_rate} and {@code
 * rpc_max_burst}. Safe for any thread.
 *
 * <p>Source: text, status and metric of a Consul 1.21.4 client agent, which refuses at once.
 */
public final class CallRate {
  private static final int TOO_MANY_REQUESTS = 429;

  private final LongSupplier nanoTime;
  private final Counter exceeded;
  private volatile LimitConfig limits;
  private volatile TokenBucket bucket;

  /**
   * @param nanoTime of a clock that only runs forward
   */
  public CallRate(LimitConfig limits, Metrics metrics, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    exceeded = metrics.counter("client.rpc.exceeded");
    this.limits = limits;
    bucket = bucket(limits);
  }

  /** Takes over changed limits; the same ones go on where they were. */
  public synchronized void update(LimitConfig changed) {
    boolean same =
        changed.rpcRate() == limits.rpcRate() && changed.rpcMaxBurst() == limits.rpcMaxBurst();
    limits = changed;
    if (!same) {
      bucket = bucket(changed);
    }
  }

  private TokenBucket bucket(LimitConfig config) {
    return new TokenBucket(config.rpcRate(), config.rpcMaxBurst(), nanoTime.getAsLong());
  }

  /**
   * Counts a call in.
   *
   * @throws RequestException there are too many
   */
  public void require() {
    if (!bucket.tryTake(nanoTime.getAsLong())) {
      exceeded.increment();
      throw new RequestException(TOO_MANY_REQUESTS, RequestException.RPC_RATE_EXCEEDED);
    }
  }
}
