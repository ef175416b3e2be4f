package praetor.agent.metrics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.config.AgentConfig;
import praetor.agent.config.ConfigException;
import praetor.agent.config.Host;
import praetor.agent.config.TelemetryConfig;

/** Makes the metrics of an agent from its configuration, and keeps their intervals going. */
public final class Telemetry {
  private static final Logger LOG = LoggerFactory.getLogger("agent");
  private static final int STATSD_PORT = 8125;
  private static final Path PROC = Path.of("/proc");

  private Telemetry() {}

  /**
   * Opens the sinks.
   *
   * @throws IOException when a collector's name leads nowhere and waiting for it is turned off
   */
  public static Metrics open(AgentConfig agent, InstantSource clock) throws IOException {
    var config = TelemetryConfig.of(agent.settings());
    config.circonus().ifPresent(Telemetry::noCirconus);
    var naming = new Metrics.Naming(config.prefix(), config.disableHostname() ? "" : hostName());
    var retention = config.prometheusRetention();
    var metrics =
        new Metrics(
            naming,
            new MetricFilter(config.filterRules(), config.filterDefault()),
            !retention.isZero(),
            retention.toMillis() / Interval.LENGTH.toMillis(),
            sinks(config),
            clock);
    metrics.gauges(new RuntimeGauges());
    if (config.hostMetrics()) {
      metrics.gauges(new HostGauges(PROC, agent.dataDir()));
    }
    return metrics;
  }

  /** Closes intervals at each tenth second, off the timers' thread. */
  public static void run(Metrics metrics, ScheduledExecutorService timers, InstantSource clock) {
    var now = clock.instant();
    var next = Interval.startOf(now).plus(Interval.LENGTH);
    timers.scheduleAtFixedRate(
        () -> Thread.ofVirtual().name("metrics").start(metrics::roll),
        Duration.between(now, next).toMillis(),
        Interval.LENGTH.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** Takes over what may change while running: the filter. */
  public static void reload(Metrics metrics, AgentConfig changed) {
    var config = TelemetryConfig.of(changed.settings());
    metrics.filter(new MetricFilter(config.filterRules(), config.filterDefault()));
  }

  private static String hostName() throws IOException {
    try {
      return Host.localName();
    } catch (ConfigException unknown) {
      throw new IOException(unknown.getMessage(), unknown);
    }
  }

  private static void noCirconus(String key) {
    LOG.warn("telemetry.{} has no effect: this version sends no metrics to Circonus", key);
  }

  private static List<Sink> sinks(TelemetryConfig config) throws IOException {
    List<Sink> sinks = new ArrayList<>();
    var statsd = new LineFormat.Statsd(config.prefix());
    if (config.statsite().isPresent()) {
      var to = Collector.parse(config.statsite().get());
      sinks.add(new LineSink("statsite", statsd, new Wire.Tcp(to.host(), to.port())));
    }
    if (config.statsd().isPresent()) {
      var to = Collector.parse(config.statsd().get());
      sinks.add(new LineSink("statsd", statsd, new Wire.Udp(to.host(), to.port())));
    }
    if (config.dogstatsd().isPresent()) {
      var to = Collector.parse(config.dogstatsd().get());
      if (!config.retryFailedConnection()) {
        requireKnown(to.host());
      }
      var format = new LineFormat.Dogstatsd(config.prefix(), config.dogstatsdTags());
      sinks.add(new LineSink("dogstatsd", format, new Wire.Udp(to.host(), to.port())));
    }
    return sinks;
  }

  /** Source: the text of Consul 1.21.4 with {@code retry_failed_connection} off. */
  private static void requireKnown(String host) throws IOException {
    try {
      InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IOException(
          "failed to initialize telemetry: 1 error occurred:\n\t* lookup "
              + host
              + ": no such host\n\n",
          e);
    }
  }

  /** Where a collector listens. */
  private record Collector(String host, int port) {
    static Collector parse(String text) {
      int colon = text.lastIndexOf(':');
      boolean bare = colon < 0 || text.endsWith("]");
      var host = bare ? text : text.substring(0, colon);
      int port = STATSD_PORT;
      if (!bare) {
        try {
          port = Integer.parseInt(text.substring(colon + 1));
        } catch (NumberFormatException _) {
          LOG.warn("the address of a metrics collector has no port number: {}", text);
        }
      }
      return new Collector(host.replace("[", "").replace("]", ""), port);
    }
  }
}
