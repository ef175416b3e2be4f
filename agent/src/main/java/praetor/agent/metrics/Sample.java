package praetor.agent.metrics;

import java.util.Arrays;

/**
 * Measures how long things take, in milliseconds. Cheap, allocates nothing, safe for any thread.
 *
 * <p>Threads are spread over stripes, so that few of them meet at one lock.
 */
public final class Sample {
  private static final int STRIPES = 4;

  /** Values for quantiles that each stripe keeps: the latest. */
  private static final int RECENT_MAX = 128;

  private static final double NANOS_PER_MILLI = 1e6;

  /** Guarded by itself. */
  private static final class Stripe {
    private long count;
    private double sum;
    private double sumOfSquares;
    private double min;
    private double max;
    private float[] recent = new float[0];
    private int recentCount;

    synchronized void add(double value, boolean remember) {
      min = count == 0 ? value : Math.min(min, value);
      max = count == 0 ? value : Math.max(max, value);
      count++;
      sum += value;
      sumOfSquares += value * value;
      if (remember) {
        remember((float) value);
      }
    }

    private void remember(float value) {
      if (recentCount == recent.length && recent.length < RECENT_MAX) {
        recent = Arrays.copyOf(recent, Math.max(8, recent.length * 2));
      }
      recent[recentCount++ % recent.length] = value;
    }

    synchronized Aggregate values() {
      return count == 0 ? Aggregate.NONE : new Aggregate(count, sum, sumOfSquares, min, max);
    }

    synchronized Aggregate take() {
      var taken = values();
      count = 0;
      sum = 0;
      sumOfSquares = 0;
      if (taken.count() == 0) {
        recentCount = 0;
      }
      return taken;
    }

    synchronized float[] recent() {
      return Arrays.copyOf(recent, Math.min(recentCount, recent.length));
    }
  }

  private final Series series;
  private final boolean quantiles;
  private final Stripe[] stripes = new Stripe[STRIPES];
  private volatile Sink sink = Sinks.NONE;
  // Both are the roller's.
  private volatile Aggregate before = Aggregate.NONE;
  private long idleIntervals;

  /**
   * @param quantiles whether {@link #quantiles} will be asked for
   */
  Sample(Series series, boolean quantiles) {
    this.series = series;
    this.quantiles = quantiles;
    Arrays.setAll(stripes, _ -> new Stripe());
  }

  /**
   * Records what began at a time of {@code System.nanoTime()} and ends now.
   *
   * @return how long it took, in nanoseconds
   */
  public long since(long startNanos) {
    long nanos = System.nanoTime() - startNanos;
    record(nanos / NANOS_PER_MILLI);
    return nanos;
  }

  /** Records a value, in milliseconds. */
  public void record(double value) {
    stripes[(int) Thread.currentThread().threadId() & STRIPES - 1].add(value, quantiles);
    var to = sink;
    if (!to.isSilent()) {
      to.sample(series, value);
    }
  }

  Series series() {
    return series;
  }

  void sendTo(Sink sink) {
    this.sink = sink;
  }

  /** Everything since the start. */
  Aggregate total() {
    return before.plus(peek());
  }

  /** What was measured since the last roll, which goes on. */
  Aggregate peek() {
    var values = Aggregate.NONE;
    for (var stripe : stripes) {
      values = values.plus(stripe.values());
    }
    return values;
  }

  /** What was measured since the last roll; the next begins. */
  Aggregate roll() {
    var values = Aggregate.NONE;
    for (var stripe : stripes) {
      values = values.plus(stripe.take());
    }
    before = before.plus(values);
    idleIntervals = values.count() == 0 ? idleIntervals + 1 : 0;
    return values;
  }

  long idleIntervals() {
    return idleIntervals;
  }

  /** Quantiles of the latest values, at most twenty seconds old; NaN without any. */
  double[] quantiles(double... which) {
    var recent = new float[0];
    for (var stripe : stripes) {
      var more = stripe.recent();
      int length = recent.length;
      recent = Arrays.copyOf(recent, length + more.length);
      System.arraycopy(more, 0, recent, length, more.length);
    }
    Arrays.sort(recent);
    var found = new double[which.length];
    for (int i = 0; i < which.length; i++) {
      int rank = (int) Math.ceil(which[i] * recent.length) - 1;
      found[i] = recent.length == 0 ? Double.NaN : recent[Math.max(0, rank)];
    }
    return found;
  }
}
