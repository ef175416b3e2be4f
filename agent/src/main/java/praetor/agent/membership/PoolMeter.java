package praetor.agent.membership;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import praetor.agent.metrics.Amount;
import praetor.agent.metrics.Counter;
import praetor.agent.metrics.GaugeSource;
import praetor.agent.metrics.Metrics;
import praetor.agent.metrics.Sample;
import praetor.gossip.GossipMeter;
import praetor.gossip.net.Gossip;

/**
 * Measures a gossip pool. Safe for any thread.
 *
 * <p>Source: names and labels of the metrics of Consul 1.21.4.
 */
final class PoolMeter implements GossipMeter {
  private static final String LABEL = "network";

  private final Metrics metrics;
  private final String network;
  private final Map<Count, Amount> counts = new EnumMap<>(Count.class);
  private final Map<Measure, Sample> measures = new EnumMap<>(Measure.class);
  private final Map<Told, Counter> told = new EnumMap<>(Told.class);
  private final Map<Told, Metrics.Family<Counter>> toldByName = new EnumMap<>(Told.class);

  /**
   * @param network {@code lan} or {@code wan}
   */
  PoolMeter(Metrics metrics, String network) {
    this.metrics = metrics;
    this.network = network;
    for (var count : Count.values()) {
      counts.put(count, metrics.amount(count.metric(), LABEL, network));
    }
    for (var measure : Measure.values()) {
      measures.put(measure, metrics.sample(measure.metric(), LABEL, network));
    }
    for (var kind : Told.values()) {
      told.put(kind, metrics.counter(kind.metric(), LABEL, network));
      toldByName.put(kind, metrics.named(kind.metric(), LABEL, network));
    }
  }

  @Override
  public void count(Count what, long amount) {
    of(counts, what).add(amount);
  }

  @Override
  public void measure(Measure what, double value) {
    of(measures, what).record(value);
  }

  @Override
  public void told(Told what, String name) {
    of(told, what).increment();
    of(toldByName, what).of(name).increment();
  }

  /** Every constant has its entry since the construction. */
  private static <K, V> V of(Map<K, V> all, K what) {
    return Objects.requireNonNull(all.get(what));
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  /** Tells how the pool is, from now on. */
  void watch(Gossip pool) {
    metrics.gauges(taker -> tell(pool, taker));
  }

  private void tell(Gossip pool, GaugeSource.Taker taker) {
    if (pool.isClosed()) {
      return;
    }
    var state = pool.state();
    taker.gauge(state.healthScore(), "memberlist.health.score", LABEL, network);
    state
        .members()
        .forEach(
            (liveness, count) ->
                taker.gauge(
                    count,
                    "memberlist.node.instances",
                    LABEL,
                    network,
                    "node_state",
                    liveness));
    var exchanged = pool.exchangedBytes();
    taker.gauge((double) exchanged.local(), "memberlist.size.local", LABEL, network);
    taker.gauge((double) exchanged.remote(), "memberlist.size.remote", LABEL, network);
  }
}
