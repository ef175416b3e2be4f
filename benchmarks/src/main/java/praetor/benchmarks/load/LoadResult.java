package praetor.benchmarks.load;

/**
 * What a run of load came to.
 *
 * @param failures answers with another status or code than success, and requests without an answer
 * @param bytes of the answers' bodies
 */
public record LoadResult(
    long requests, long failures, long bytes, long wallNanos, long medianNanos, long p99Nanos) {

  public double perSecond() {
    return requests * 1e9 / wallNanos;
  }
}
