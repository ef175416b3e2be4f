package praetor.agent.metrics;

/**
 * Takes measurements as they are made. Methods return at once: what cannot be sent is dropped. Safe
 * for any thread.
 */
interface Sink extends AutoCloseable {
  /**
   * A gauge.
   *
   * @param host the name of this machine when it belongs into the name; else empty
   */
  void gauge(Series series, String host, double value);

  void counter(Series series, long value);

  void sample(Series series, double value);

  /** Whether nobody hears what is told here: then it need not be told. */
  default boolean isSilent() {
    return false;
  }

  @Override
  void close();
}
