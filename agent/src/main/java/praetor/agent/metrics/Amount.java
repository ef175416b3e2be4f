package praetor.agent.metrics;

/**
 * Counts by more than one at a time, bytes for example. Cheap, allocates nothing, safe for any
 * thread.
 *
 * <p>Shown among the counters, as many counts as there were additions.
 */
public final class Amount {
  private final Sample additions;
  private volatile Sink sink = Sinks.NONE;

  Amount(Series series) {
    additions = new Sample(series, false);
  }

  public void add(long amount) {
    additions.record((double) amount);
    var to = sink;
    if (!to.isSilent()) {
      to.counter(series(), amount);
    }
  }

  Series series() {
    return additions.series();
  }

  /** What is sent is the amount, not each addition. */
  void sendTo(Sink to) {
    sink = to;
  }

  double total() {
    return additions.total().sum();
  }

  Aggregate peek() {
    return additions.peek();
  }

  Aggregate roll() {
    return additions.roll();
  }

  long idleIntervals() {
    return additions.idleIntervals();
  }
}
