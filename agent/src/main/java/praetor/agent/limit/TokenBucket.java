package praetor.agent.limit;

/**
 * Lets in so many a second, and more at once as long as it had the time to fill. Safe for any
 * thread.
 */
final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double perSecond;
  private final double capacity;
  // Guarded by this.
  private double tokens;
  private long filledNanos;

  /**
   * A full bucket.
   *
   * @param perSecond infinite to let in everybody
   * @param capacity how many may come at once
   * @param nowNanos of a clock that only runs forward
   */
  TokenBucket(double perSecond, long capacity, long nowNanos) {
    this.perSecond = perSecond;
    this.capacity = capacity;
    tokens = capacity;
    filledNanos = nowNanos;
  }

  /** Lets one in, or not. */
  synchronized boolean tryTake(long nowNanos) {
    if (Double.isInfinite(perSecond)) {
      return true;
    }
    double more = (nowNanos - filledNanos) * perSecond / NANOS_PER_SECOND;
    tokens = Math.min(capacity, tokens + more);
    filledNanos = nowNanos;
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }
}
