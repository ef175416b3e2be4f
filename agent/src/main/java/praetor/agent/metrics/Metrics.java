package praetor.agent.metrics;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All counters, samples and gauges of an agent.
 *
 * <p>Whoever measures asks once for its {@link Counter} or {@link Sample} and keeps it: recording
 * then costs a few nanoseconds. Series that come and go, such as one for each service, are had from
 * a {@link Family}; those idle for long are forgotten.
 *
 * <p>Every ten seconds {@link #roll} closes an {@link Interval}; what is asked for is the last
 * closed one. Totals since the start serve Prometheus. Safe for any thread, but only one may roll.
 */
public final class Metrics implements AutoCloseable {

  /** Intervals without a value after which a series of a family is forgotten, at least. */
  private static final int IDLE_INTERVALS = 6;

  /**
   * Series of a family at a time: names come from clients, and a full family counts no further
   * ones.
   */
  private static final int FAMILY_MAX = 4_096;

  private final Naming naming;
  private final long idleIntervalsMax;
  private final boolean quantiles;
  private final InstantSource clock;
  private final Sink sinks;
  private final ConcurrentHashMap<Series, Counter> counters = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Series, Sample> samples = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Series, Amount> amounts = new ConcurrentHashMap<>();
  private final List<Family<?>> families = new CopyOnWriteArrayList<>();
  private final List<GaugeSource> sources = new CopyOnWriteArrayList<>();
  private final List<Consumer<Interval>> listeners = new CopyOnWriteArrayList<>();
  private volatile MetricFilter filter;
  private volatile Instant start;
  private volatile Optional<Interval> closed = Optional.empty();

  /**
   * How names become complete.
   *
   * @param prefix of all names, without its dot
   * @param host put before the names of gauges; empty to leave it out
   */
  public record Naming(String prefix, String host) {
    private String all() {
      return prefix.isEmpty() ? "" : prefix + ".";
    }

    private String gauges() {
      return all() + (host.isEmpty() ? "" : host + ".");
    }
  }

  /** The members of a family by the value of its one label, made when first asked for. */
  public static final class Family<T> {
    private final ConcurrentHashMap<String, T> members = new ConcurrentHashMap<>();
    private final Function<String, T> maker;
    private final T rest;

    private Family(Function<String, T> maker, T rest) {
      this.maker = maker;
      this.rest = rest;
    }

    /** The member of that value. */
    public T of(String value) {
      var known = members.get(value);
      if (known != null) {
        return known;
      }
      return members.size() < FAMILY_MAX ? members.computeIfAbsent(value, maker) : rest;
    }
  }

  Metrics(
      Naming naming,
      MetricFilter filter,
      boolean quantiles,
      long idleIntervalsMax,
      List<Sink> sinks,
      InstantSource clock) {
    this.naming = naming;
    this.filter = filter;
    this.quantiles = quantiles;
    this.idleIntervalsMax = Math.max(IDLE_INTERVALS, idleIntervalsMax);
    this.sinks = sinks.isEmpty() ? Sinks.NONE : new Sinks(sinks);
    this.clock = clock;
    start = Interval.startOf(clock.instant());
  }

  /** Metrics that nobody hears of, for tests and parts that run without an agent. */
  public static Metrics unheard() {
    return new Metrics(
        new Naming("consul", ""), MetricFilter.ALL, false, 0, List.of(), InstantSource.system());
  }

  /**
   * A counter.
   *
   * @param labels names and values in turn
   */
  public Counter counter(String name, String... labels) {
    return counters.computeIfAbsent(Series.of(name, labels), this::newCounter);
  }

  /** A counter of more than one at a time. */
  public Amount amount(String name, String... labels) {
    return amounts.computeIfAbsent(Series.of(name, labels), this::newAmount);
  }

  /** Amounts that differ in one label. */
  public Family<Amount> amounts(String name, String label) {
    return family(value -> newAmount(Series.of(name, label, value)), newAmount(Series.of(name)));
  }

  /** A sample, in milliseconds. */
  public Sample sample(String name, String... labels) {
    return samples.computeIfAbsent(Series.of(name, labels), this::newSample);
  }

  /** Counters that differ in one label. */
  public Family<Counter> counters(String name, String label) {
    return family(value -> newCounter(Series.of(name, label, value)), newCounter(Series.of(name)));
  }

  /**
   * Samples that differ in one label.
   *
   * @param more names and values of labels that all of them have, behind that one
   */
  public Family<Sample> samples(String name, String label, String... more) {
    return family(
        value -> {
          var labels = new ArrayList<>(List.of(label, value));
          labels.addAll(List.of(more));
          return newSample(Series.of(name, labels.toArray(String[]::new)));
        },
        newSample(Series.of(name, more)));
  }

  /** Counters that differ in the last part of their names. */
  public Family<Counter> named(String name, String... labels) {
    return family(
        value -> newCounter(Series.of(name + "." + value, labels)),
        newCounter(Series.of(name + ".others", labels)));
  }

  private <T> Family<T> family(Function<String, T> maker, T rest) {
    var family = new Family<>(maker, rest);
    families.add(family);
    return family;
  }

  /** Has values asked for at the end of each interval. */
  public void gauges(GaugeSource source) {
    sources.add(source);
  }

  private Counter newCounter(Series series) {
    var counter = new Counter(series);
    counter.sendTo(sinkFor(series));
    return counter;
  }

  private Amount newAmount(Series series) {
    var amount = new Amount(series);
    amount.sendTo(sinkFor(series));
    return amount;
  }

  private Sample newSample(Series series) {
    var sample = new Sample(series, quantiles);
    sample.sendTo(sinkFor(series));
    return sample;
  }

  private Sink sinkFor(Series series) {
    return keeps(series) ? sinks : Sinks.NONE;
  }

  private boolean keeps(Series series) {
    return filter.keeps(naming.all() + series.name());
  }

  /** Takes another filter; it counts from now on. */
  public void filter(MetricFilter changed) {
    filter = changed;
    allCounters().forEach(counter -> counter.sendTo(sinkFor(counter.series())));
    allSamples().forEach(sample -> sample.sendTo(sinkFor(sample.series())));
    allAmounts().forEach(amount -> amount.sendTo(sinkFor(amount.series())));
  }

  /** The last closed interval; the open one, as far as it has come, before any was closed. */
  public Interval interval() {
    return closed.orElseGet(() -> interval(tellGauges(), Counter::peek, Sample::peek, Amount::peek));
  }

  /** Has each interval handed over when it closes, until that is closed; must not block. */
  public Runnable follow(Consumer<Interval> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Closes the interval. Called every ten seconds by one thread at a time. */
  public void roll() {
    var gauges = tellGauges();
    gauges.forEach(gauge -> sinks.gauge(gauge.series(), naming.host(), gauge.value()));
    var interval = interval(gauges, Counter::roll, Sample::roll, Amount::roll);
    closed = Optional.of(interval);
    start = Interval.startOf(clock.instant());
    families.forEach(this::forgetIdle);
    listeners.forEach(listener -> listener.accept(interval));
  }

  private void forgetIdle(Family<?> family) {
    family.members.values().removeIf(member -> idleIntervals(member) >= idleIntervalsMax);
  }

  private static long idleIntervals(Object member) {
    return switch (member) {
      case Counter counter -> counter.idleIntervals();
      case Sample sample -> sample.idleIntervals();
      case Amount amount -> amount.idleIntervals();
      default -> throw new IllegalStateException("no member of a family: " + member);
    };
  }

  private Interval interval(
      List<Interval.Gauge> gauges,
      Function<Counter, Aggregate> counted,
      Function<Sample, Aggregate> measured,
      Function<Amount, Aggregate> added) {
    var prefix = naming.all();
    var counterRows = new ArrayList<Interval.Row>();
    for (var counter : allCounters()) {
      add(counter.series(), counted.apply(counter), prefix, counterRows);
    }
    for (var amount : allAmounts()) {
      add(amount.series(), added.apply(amount), prefix, counterRows);
    }
    var sampleRows = new ArrayList<Interval.Row>();
    for (var sample : allSamples()) {
      add(sample.series(), measured.apply(sample), prefix, sampleRows);
    }
    var rowOrder = Comparator.comparing((Interval.Row row) -> row.series().order());
    counterRows.sort(rowOrder);
    sampleRows.sort(rowOrder);
    var named = new ArrayList<Interval.Gauge>();
    for (var gauge : gauges) {
      named.add(new Interval.Gauge(gauge.series().under(naming.gauges()), gauge.value()));
    }
    return new Interval(start, named, counterRows, sampleRows);
  }

  private void add(Series series, Aggregate values, String prefix, List<Interval.Row> rows) {
    if (values.count() > 0 && keeps(series)) {
      rows.add(new Interval.Row(series.under(prefix), values));
    }
  }

  /** The gauges of now, sorted, without prefix. */
  private List<Interval.Gauge> tellGauges() {
    var gauges = new ArrayList<Interval.Gauge>();
    for (var source : sources) {
      source.tell(
          (value, name, labels) -> {
            var series = Series.of(name, labels);
            if (keeps(series)) {
              gauges.add(new Interval.Gauge(series, value));
            }
          });
    }
    gauges.sort(Comparator.comparing((Interval.Gauge gauge) -> gauge.series().order()));
    return gauges;
  }

  /** All series with their totals since the start, in the text form of Prometheus. */
  public String prometheus() {
    var text = new PrometheusText(naming.prefix());
    text.gauges(tellGauges(), naming.host());
    text.counters(kept(allCounters(), Counter::series));
    text.amounts(kept(allAmounts(), Amount::series));
    text.samples(kept(allSamples(), Sample::series));
    return text.toText();
  }

  private <T> List<T> kept(List<T> all, Function<T, Series> series) {
    return all.stream()
        .filter(one -> keeps(series.apply(one)))
        .sorted(Comparator.comparing((T one) -> series.apply(one).order()))
        .toList();
  }

  private List<Counter> allCounters() {
    var all = new ArrayList<>(counters.values());
    all.addAll(members(Counter.class));
    return all;
  }

  private List<Amount> allAmounts() {
    var all = new ArrayList<>(amounts.values());
    all.addAll(members(Amount.class));
    return all;
  }

  private List<Sample> allSamples() {
    var all = new ArrayList<>(samples.values());
    all.addAll(members(Sample.class));
    return all;
  }

  private <T> List<T> members(Class<T> type) {
    var found = new ArrayList<T>();
    for (var family : families) {
      family.members.values().stream().filter(type::isInstance).map(type::cast).forEach(found::add);
      if (type.isInstance(family.rest)) {
        found.add(type.cast(family.rest));
      }
    }
    return found;
  }

  @Override
  public void close() {
    sinks.close();
  }
}
