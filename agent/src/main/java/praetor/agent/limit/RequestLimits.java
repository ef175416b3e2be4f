package praetor.agent.limit;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.agent.config.LimitConfig;
import praetor.agent.metrics.Metrics;

/**
 * How many calls a server answers: {@code limits.request_limits}. Safe for any thread.
 *
 * <p>Source: texts, log, metric and the burst of Consul 1.21.4.
 */
public final class RequestLimits {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server.rpc-rate-limit");

  /** So many seconds' worth may come at once. */
  private static final double BURST_SECONDS = 10;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final Metrics metrics;
  private final BooleanSupplier leads;
  private final LongSupplier nanoTime;
  private volatile State state;

  private record State(LimitConfig.RequestLimits limits, TokenBucket reads, TokenBucket writes) {}

  /**
   * @param leads whether this server leads: then no other can do its writes
   * @param nanoTime of a clock that only runs forward
   */
  public RequestLimits(
      LimitConfig.RequestLimits limits,
      Metrics metrics,
      BooleanSupplier leads,
      LongSupplier nanoTime) {
    this.metrics = metrics;
    this.leads = leads;
    this.nanoTime = nanoTime;
    state = state(limits);
  }

  private State state(LimitConfig.RequestLimits limits) {
    return new State(limits, bucket(limits.readRate()), bucket(limits.writeRate()));
  }

  private TokenBucket bucket(double rate) {
    return new TokenBucket(rate, (long) (rate * BURST_SECONDS), nanoTime.getAsLong());
  }

  /** Takes over changed limits; the same ones go on where they were. */
  public synchronized void update(LimitConfig.RequestLimits changed) {
    if (!changed.equals(state.limits())) {
      state = state(changed);
    }
  }

  /** Whether nothing is counted. */
  public boolean isOff() {
    return state.limits().mode() == LimitConfig.Mode.DISABLED;
  }

  /**
   * Counts a call in; a refusal when there are too many.
   *
   * @param method asked for when there are too many
   * @param from whoever calls, for the log
   */
  public Optional<RequestException> refusal(CallKind kind, Supplier<String> method, String from) {
    var now = state;
    return switch (now.limits().mode()) {
      case DISABLED -> Optional.empty();
      case PERMISSIVE -> {
        judge(now, kind, method, from);
        yield Optional.empty();
      }
      case ENFORCING ->
          judge(now, kind, method, from) ? Optional.empty() : Optional.of(refusal(kind));
    };
  }

  private boolean judge(State now, CallKind kind, Supplier<String> method, String from) {
    boolean fits =
        switch (kind) {
          case READ -> now.reads().tryTake(nanoTime.getAsLong());
          case WRITE -> now.writes().tryTake(nanoTime.getAsLong());
          case FREE -> true;
        };
    if (!fits) {
      tell(now.limits().mode(), kind, method.get(), from);
    }
    return fits;
  }

  private void tell(LimitConfig.Mode mode, CallKind kind, String method, String from) {
    var type = "global/" + kind.name().toLowerCase(Locale.ROOT);
    LOG.debug(
        "RPC exceeded allowed rate limit: rpc={} source_addr={} limit_type={} limit_enforced={}",
        method,
        from,
        type,
        mode == LimitConfig.Mode.ENFORCING);
    var modeText = mode.name().toLowerCase(Locale.ROOT);
    metrics
        .counter("rpc.rate_limit.exceeded", "limit_type", type, "op", method, "mode", modeText)
        .increment();
  }

  private RequestException refusal(CallKind kind) {
    return kind == CallKind.WRITE && leads.getAsBoolean()
        ? new RequestException(UNAVAILABLE, RequestException.RATE_LIMITED_LEADER)
        : new RequestException(TOO_MANY_REQUESTS, RequestException.RATE_LIMITED);
  }
}
