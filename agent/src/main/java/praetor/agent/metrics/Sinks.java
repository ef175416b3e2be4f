package praetor.agent.metrics;

import java.util.List;

/** Several sinks as one. */
record Sinks(List<Sink> all) implements Sink {
  static final Sink NONE = new Sinks(List.of());

  Sinks {
    all = List.copyOf(all);
  }

  @Override
  public void gauge(Series series, String host, double value) {
    all.forEach(sink -> sink.gauge(series, host, value));
  }

  @Override
  public void counter(Series series, long value) {
    all.forEach(sink -> sink.counter(series, value));
  }

  @Override
  public void sample(Series series, double value) {
    all.forEach(sink -> sink.sample(series, value));
  }

  @Override
  public boolean isSilent() {
    return all.isEmpty();
  }

  @Override
  public void close() {
    all.forEach(Sink::close);
  }
}
