package praetor.benchmarks.load;

import java.util.Arrays;

/** Latencies of a run; of a long run the last ones only. Owned by one thread. */
final class Latencies {

  private static final int SAMPLES_MAX = 1 << 18;

  private final long[] nanos = new long[SAMPLES_MAX];
  private long count;

  void add(long latencyNanos) {
    nanos[(int) (count++ & (SAMPLES_MAX - 1))] = latencyNanos;
  }

  long count() {
    return count;
  }

  /** Median and 99th percentile; zeros without samples. */
  long[] medianAndP99() {
    int size = (int) Math.min(count, SAMPLES_MAX);
    if (size == 0) {
      return new long[2];
    }
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    return new long[] {sorted[size / 2], sorted[(int) (size * 0.99)]};
  }
}
