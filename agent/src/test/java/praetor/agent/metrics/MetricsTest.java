package praetor.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Metrics are named, summed up and forgotten as Consul does it. */
class MetricsTest {
  private Instant now = Instant.parse("2026-11-21T17:39:04Z");
  private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
  private final Sink sink =
      new Sink() {
        private final LineFormat format = new LineFormat.Statsd("consul");

        @Override
        public void gauge(Series series, String host, double value) {
          sent.add(format.gauge(series, host, value));
        }

        @Override
        public void counter(Series series, long value) {
          sent.add(format.counter(series, value));
        }

        @Override
        public void sample(Series series, double value) {
          sent.add(format.sample(series, value));
        }

        @Override
        public void close() {}
      };
  private final Metrics metrics = metrics(MetricFilter.ALL);

  private Metrics metrics(MetricFilter filter) {
    return new Metrics(
        new Metrics.Naming("consul", "vm"),
        filter,
        true,
        0,
        List.of(sink),
        new InstantSource() {
          @Override
          public Instant instant() {
            return now;
          }
        });
  }

  private Interval roll() {
    now = now.plus(Interval.LENGTH);
    metrics.roll();
    return metrics.interval();
  }

  @Test
  void theOpenIntervalIsShownUntilTheFirstIsClosed() {
    metrics.counter("rpc.query").increment();
    assertThat(metrics.interval().start()).isEqualTo("2026-11-21T17:39:00Z");
    assertThat(metrics.interval().counters()).hasSize(1);
    var closed = roll();
    metrics.counter("rpc.query").increment();
    assertThat(metrics.interval()).isEqualTo(closed);
    assertThat(closed.start()).isEqualTo("2026-11-21T17:39:00Z");
    assertThat(roll().start()).isEqualTo("2026-11-21T17:39:10Z");
  }

  @Test
  void anIntervalHoldsItsOwnCountsOnly() {
    var counter = metrics.counter("raft.apply");
    for (int i = 0; i < 13; i++) {
      counter.increment();
    }
    var row = roll().counters().getFirst();
    assertThat(row.series()).isEqualTo(Series.of("consul.raft.apply"));
    assertThat(row.values()).isEqualTo(new Aggregate(13, 13, 13, 1, 1));
    assertThat(row.rate()).isEqualTo(1.3);
    assertThat(roll().counters()).isEmpty();
  }

  /** Source: memberlist.udp.received of Consul 1.21.4. */
  @Test
  void amountsAreCountersOfWhatWasAdded() {
    var bytes = metrics.amount("memberlist.udp.received", "network", "wan");
    bytes.add(75);
    bytes.add(150);
    assertThat(sent)
        .containsExactly(
            "consul.memberlist.udp.received.wan:75.000000|c",
            "consul.memberlist.udp.received.wan:150.000000|c");
    var interval = roll();
    var row = interval.counters().getFirst();
    assertThat(row.values()).isEqualTo(new Aggregate(2, 225, 28_125, 75, 150));
    assertThat(row.rate()).isEqualTo(22.5);
    assertThat(interval.samples()).isEmpty();
    assertThat(metrics.prometheus())
        .contains("consul_memberlist_udp_received{network=\"wan\"} 225");
  }

  @Test
  void eventsAreCountedUnderTheirNamesAsFarAsTheyAreNotTooMany() {
    var events = metrics.named("serf.events", "network", "lan");
    for (int i = 0; i < 5_000; i++) {
      events.of("event" + i).increment();
    }
    assertThat(roll().counters())
        .hasSize(4_097)
        .extracting(row -> row.series().name())
        .contains("consul.serf.events.event7", "consul.serf.events.others");
  }

  /** Source: a sample of Consul 1.21.4, its two values and what it made of them. */
  @Test
  void samplesHaveTheStatisticsOfConsul() {
    var sample = metrics.sample("api.http", "method", "GET", "path", "v1_health_service_");
    sample.record(0.4213469922542572);
    sample.record(2.6912031173706055);
    var row = roll().samples().getFirst();
    assertThat(row.rate()).isCloseTo(0.31125501096248626, within(1e-12));
    assertThat(row.values().sum()).isCloseTo(3.1125501096248627, within(1e-12));
    assertThat(row.values().min()).isEqualTo(0.4213469922542572);
    assertThat(row.values().max()).isEqualTo(2.6912031173706055);
    assertThat(row.values().mean()).isCloseTo(1.5562750548124313, within(1e-12));
    assertThat(row.values().stddev()).isCloseTo(1.6050306583875904, within(1e-12));
  }

  @Test
  void gaugesHaveTheHostInTheirNamesAndOthersNot() {
    metrics.gauges(taker -> taker.gauge(1, "members.servers", "datacenter", "dc1"));
    metrics.counter("client.rpc").increment();
    var interval = roll();
    assertThat(interval.gauges())
        .containsExactly(
            new Interval.Gauge(Series.of("consul.vm.members.servers", "datacenter", "dc1"), 1));
    assertThat(interval.counters().getFirst().series().name()).isEqualTo("consul.client.rpc");
  }

  /** Source: the order of Consul 1.21.4. */
  @Test
  void aLongerNameComesBeforeALabel() {
    metrics.counter("serf.events", "network", "lan").increment();
    metrics.counter("serf.events.consul:event:foo", "network", "lan").increment();
    assertThat(roll().counters())
        .extracting(row -> row.series().name())
        .containsExactly("consul.serf.events.consul:event:foo", "consul.serf.events");
  }

  @Test
  void everythingIsSentToTheSinkAsItHappensAndGaugesWhenTheIntervalCloses() {
    metrics.gauges(taker -> taker.gauge(0.5, "runtime.x"));
    metrics.counter("catalog.service.query", "service", "web app").increment();
    metrics.sample("dns.query", "node", "node1", "type", "PTR").record(0.313967);
    assertThat(sent)
        .containsExactly(
            "consul.catalog.service.query.web_app:1.000000|c",
            "consul.dns.query.node1.PTR:0.313967|ms");
    metrics.samples("api.http", "method", "path", "v1_kv_").of("GET").record(0.701713);
    assertThat(sent).last().isEqualTo("consul.api.http.GET.v1_kv_:0.701713|ms");
    roll();
    assertThat(sent).last().isEqualTo("consul.vm.runtime.x:0.500000|g");
  }

  @Test
  void theLongestRuleOfTheFilterDecides() {
    var rules = List.of("-consul.api", "+consul.api.http", "-consul.rpc");
    var filtered = metrics(new MetricFilter(rules, true));
    filtered.sample("api.http").record(1);
    filtered.counter("api.other").increment();
    filtered.counter("rpc.query").increment();
    filtered.counter("raft.apply").increment();
    now = now.plus(Interval.LENGTH);
    filtered.roll();
    assertThat(filtered.interval().samples()).hasSize(1);
    assertThat(filtered.interval().counters())
        .extracting(row -> row.series().name())
        .containsExactly("consul.raft.apply");
    assertThat(sent).hasSize(2);
  }

  @Test
  void aReloadedFilterCountsFromThenOn() {
    var counter = metrics.counter("rpc.query");
    metrics.filter(new MetricFilter(List.of(), false));
    counter.increment();
    assertThat(sent).isEmpty();
    assertThat(roll().counters()).isEmpty();
    metrics.filter(MetricFilter.ALL);
    counter.increment();
    assertThat(roll().counters()).hasSize(1);
  }

  @Test
  void aMemberOfAFamilyIsForgottenWhenIdleForAMinute() {
    var family = metrics.counters("catalog.service.query", "service");
    family.of("web").increment();
    for (int i = 0; i < 7; i++) {
      assertThat(metrics.prometheus()).contains("{service=\"web\"} 1");
      roll();
    }
    assertThat(metrics.prometheus()).doesNotContain("web");
  }

  @Test
  void namesFromClientsDoNotFillTheMemory() {
    var family = metrics.counters("catalog.service.query", "service");
    for (int i = 0; i < 10_000; i++) {
      family.of("s" + i).increment();
    }
    var rows = roll().counters();
    assertThat(rows).hasSize(4_097);
    assertThat(rows.stream().mapToLong(row -> row.values().count()).sum()).isEqualTo(10_000);
  }

  @Test
  void manyThreadsLoseNoValue() throws Exception {
    var sample = metrics.sample("kvs.apply");
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int j = 0; j < 10_000; j++) {
                      sample.record(2);
                    }
                  }));
    }
    long rolled = 0;
    for (var thread : threads) {
      rolled += sample.roll().count();
      thread.join();
    }
    rolled += sample.roll().count();
    assertThat(rolled).isEqualTo(80_000);
    assertThat(sample.total().sum()).isEqualTo(160_000);
  }

  @Test
  void prometheusGetsTotalsAndQuantiles() {
    metrics.gauges(taker -> taker.gauge(1, "autopilot.healthy"));
    var sample = metrics.sample("kvs.apply");
    for (int i = 1; i <= 100; i++) {
      sample.record(i);
    }
    roll();
    metrics.counter("client.rpc").increment();
    assertThat(metrics.prometheus())
        .contains(
            """
            # HELP consul_autopilot_healthy consul_autopilot_healthy
            # TYPE consul_autopilot_healthy gauge
            consul_autopilot_healthy 1
            """,
            "consul_vm_autopilot_healthy 1\n",
            "# TYPE consul_client_rpc counter\nconsul_client_rpc 1\n",
            """
            # TYPE consul_kvs_apply summary
            consul_kvs_apply{quantile="0.5"} 50
            consul_kvs_apply{quantile="0.9"} 90
            consul_kvs_apply{quantile="0.99"} 99
            consul_kvs_apply_sum 5050
            consul_kvs_apply_count 100
            """);
    roll();
    roll();
    assertThat(metrics.prometheus()).contains("consul_kvs_apply{quantile=\"0.5\"} NaN\n");
  }

  /** Source: datagrams of Consul 1.21.4 with the tags a:b and c. */
  @Test
  void dogstatsdHasLabelsAsTags() {
    var format = new LineFormat.Dogstatsd("consul", List.of("a:b", "c"));
    var version = Series.of("version", "version", "1.21.4", "pre_release", "");
    assertThat(format.gauge(version, "vm", 1))
        .isEqualTo("consul.version:1|g|#a:b,c,version:1.21.4,pre_release");
    var events = Series.of("serf.events.consul:event:foo", "network", "lan");
    assertThat(format.counter(events, 1))
        .isEqualTo("consul.serf.events.consul_event_foo:1|c|#a:b,c,network:lan");
    var query = Series.of("dns.query", "node", "node1", "type", "PTR");
    assertThat(format.sample(query, 0.313967))
        .isEqualTo("consul.dns.query:0.313967|ms|#a:b,c,node:node1,type:PTR");
    assertThat(new LineFormat.Dogstatsd("consul", List.of()).counter(Series.of("client.rpc"), 1))
        .isEqualTo("consul.client.rpc:1|c");
  }
}
