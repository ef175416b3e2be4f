package praetor.agent.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The block {@code telemetry}.
 *
 * @param filterRules those of {@code prefix_filter} that begin with a sign
 * @param prometheusRetention how long idle series stay; zero turns Prometheus off
 * @param retryFailedConnection whether a collector may be unknown at the start
 * @param circonus the first key for Circonus that is set
 */
public record TelemetryConfig(
    String prefix,
    boolean disableHostname,
    List<String> filterRules,
    boolean filterDefault,
    Duration prometheusRetention,
    boolean hostMetrics,
    Optional<String> statsd,
    Optional<String> statsite,
    Optional<String> dogstatsd,
    List<String> dogstatsdTags,
    boolean retryFailedConnection,
    Optional<String> circonus) {

  private static final String BLOCK = "telemetry";
  private static final String RETENTION = "prometheus_retention_time";

  public TelemetryConfig {
    filterRules = List.copyOf(filterRules);
    dogstatsdTags = List.copyOf(dogstatsdTags);
  }

  /** Tells what in the block cannot be read. */
  static void check(Values values) {
    values.duration(BLOCK + "." + RETENTION, Duration.ZERO);
  }

  /** Reads the block of a checked configuration. */
  public static TelemetryConfig of(Settings settings) {
    // What cannot be read was refused when the configuration was loaded.
    var values = new Values(settings.block(BLOCK), BLOCK + ".", new ArrayList<>());
    return new TelemetryConfig(
        values.text("metrics_prefix", "consul"),
        values.bool("disable_hostname", false),
        values.strings("prefix_filter").stream().filter(TelemetryConfig::isRule).toList(),
        values.bool("filter_default", true),
        values.duration(RETENTION, Duration.ZERO),
        values.bool("enable_host_metrics", false),
        values.filled("statsd_address"),
        values.filled("statsite_address"),
        values.filled("dogstatsd_addr"),
        values.strings("dogstatsd_tags"),
        values.bool("retry_failed_connection", true),
        values.settings().values().keySet().stream()
            .filter(key -> key.startsWith("circonus_"))
            .findFirst());
  }

  private static boolean isRule(String text) {
    return text.startsWith("+") || text.startsWith("-");
  }
}
