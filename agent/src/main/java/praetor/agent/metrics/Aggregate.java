package praetor.agent.metrics;

/**
 * What many values come to.
 *
 * @param min 0 without values, as is {@code max}
 */
public record Aggregate(long count, double sum, double sumOfSquares, double min, double max) {

  static final Aggregate NONE = new Aggregate(0, 0, 0, 0, 0);

  /** As many ones: what a counter comes to. */
  static Aggregate ones(long count) {
    return count == 0 ? NONE : new Aggregate(count, count, count, 1, 1);
  }

  Aggregate plus(Aggregate more) {
    if (count == 0 || more.count == 0) {
      return count == 0 ? more : this;
    }
    return new Aggregate(
        count + more.count,
        sum + more.sum,
        sumOfSquares + more.sumOfSquares,
        Math.min(min, more.min),
        Math.max(max, more.max));
  }

  public double mean() {
    return count == 0 ? 0 : sum / count;
  }

  /** The deviation of a sample; 0 for fewer than two values. */
  public double stddev() {
    if (count < 2) {
      return 0;
    }
    double variance = (count * sumOfSquares - sum * sum) / ((double) count * (count - 1));
    return Math.sqrt(Math.max(0, variance));
  }
}
