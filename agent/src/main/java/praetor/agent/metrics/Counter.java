package praetor.agent.metrics;

import java.util.concurrent.atomic.LongAdder;

/** Counts events. Cheap, allocates nothing, safe for any thread. */
public final class Counter {
  private final Series series;
  private final LongAdder total = new LongAdder();
  private volatile Sink sink = Sinks.NONE;
  // Both are the roller's.
  private long totalBefore;
  private long idleIntervals;

  Counter(Series series) {
    this.series = series;
  }

  public void increment() {
    total.increment();
    var to = sink;
    if (!to.isSilent()) {
      to.counter(series, 1);
    }
  }

  Series series() {
    return series;
  }

  void sendTo(Sink sink) {
    this.sink = sink;
  }

  long total() {
    return total.sum();
  }

  /** What was counted since the last roll, which goes on. */
  Aggregate peek() {
    return Aggregate.ones(total.sum() - totalBefore);
  }

  /** What was counted since the last roll; the next begins. */
  Aggregate roll() {
    long now = total.sum();
    var counted = Aggregate.ones(now - totalBefore);
    totalBefore = now;
    idleIntervals = counted.count() == 0 ? idleIntervals + 1 : 0;
    return counted;
  }

  long idleIntervals() {
    return idleIntervals;
  }
}
