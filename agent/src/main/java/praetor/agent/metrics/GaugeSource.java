package praetor.agent.metrics;

/** Tells values of now when asked, every ten seconds; must be quick. */
@FunctionalInterface
public interface GaugeSource {
  /** Takes the values. */
  interface Taker {
    /**
     * A value.
     *
     * @param labels names and values in turn
     */
    void gauge(double value, String name, String... labels);
  }

  void tell(Taker taker);
}
