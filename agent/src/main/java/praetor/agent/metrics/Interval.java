package praetor.agent.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The measurements of ten seconds, each list in the order of Consul. Names are complete. */
public record Interval(Instant start, List<Gauge> gauges, List<Row> counters, List<Row> samples) {

  /** Source: the interval of Consul's metrics in memory. */
  public static final Duration LENGTH = Duration.ofSeconds(10);

  /** A value at the end of the interval. */
  public record Gauge(Series series, double value) {}

  /** What was counted or measured, as far as there was anything. */
  public record Row(Series series, Aggregate values) {
    /** The sum for each second. */
    public double rate() {
      return values.sum() / LENGTH.toSeconds();
    }
  }

  public Interval {
    gauges = List.copyOf(gauges);
    counters = List.copyOf(counters);
    samples = List.copyOf(samples);
  }

  /** The start of the interval that holds a moment. */
  static Instant startOf(Instant moment) {
    long seconds = LENGTH.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), seconds) * seconds);
  }
}
