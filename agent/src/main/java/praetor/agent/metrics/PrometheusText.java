package praetor.agent.metrics;

import java.util.List;
import java.util.TreeMap;

/**
 * Metrics in the text form of Prometheus.
 *
 * <p>A gauge stands under its plain name, and again under the name with the host in it, where
 * Consul has its values when {@code disable_hostname} is off: there the plain one is always 0.
 *
 * <p>Source: Prometheus text format 0.0.4; names observed on Consul 1.21.4.
 */
final class PrometheusText {
  private static final double[] QUANTILES = {0.5, 0.9, 0.99};

  /** A double holds all whole numbers below. */
  private static final double WHOLE_MAX = 1L << 53;

  private final String prefix;
  // By name: all series of a name have to stand together.
  private final TreeMap<String, StringBuilder> blocks = new TreeMap<>();

  PrometheusText(String prefix) {
    this.prefix = prefix.isEmpty() ? "" : name(prefix) + "_";
  }

  void gauges(List<Interval.Gauge> gauges, String host) {
    for (var gauge : gauges) {
      gauge(prefix + name(gauge.series().name()), gauge);
      if (!host.isEmpty()) {
        gauge(prefix + name(host) + "_" + name(gauge.series().name()), gauge);
      }
    }
  }

  private void gauge(String name, Interval.Gauge gauge) {
    line(block(name, "gauge"), name, labels(gauge.series(), ""), gauge.value());
  }

  void counters(List<Counter> counters) {
    for (var counter : counters) {
      if (counter.total() > 0 || counter.series().labels().isEmpty()) {
        var name = prefix + name(counter.series().name());
        line(block(name, "counter"), name, labels(counter.series(), ""), (double) counter.total());
      }
    }
  }

  void amounts(List<Amount> amounts) {
    for (var amount : amounts) {
      if (amount.total() > 0 || amount.series().labels().isEmpty()) {
        var name = prefix + name(amount.series().name());
        line(block(name, "counter"), name, labels(amount.series(), ""), amount.total());
      }
    }
  }

  void samples(List<Sample> samples) {
    for (var sample : samples) {
      var total = sample.total();
      if (total.count() == 0 && !sample.series().labels().isEmpty()) {
        continue;
      }
      var name = prefix + name(sample.series().name());
      var block = block(name, "summary");
      var values = sample.quantiles(QUANTILES);
      for (int i = 0; i < QUANTILES.length; i++) {
        var quantile = "quantile=\"" + QUANTILES[i] + "\"";
        line(block, name, labels(sample.series(), quantile), values[i]);
      }
      line(block, name + "_sum", labels(sample.series(), ""), total.sum());
      line(block, name + "_count", labels(sample.series(), ""), (double) total.count());
    }
  }

  String toText() {
    var text = new StringBuilder();
    blocks.values().forEach(text::append);
    return text.toString();
  }

  private StringBuilder block(String name, String type) {
    return blocks.computeIfAbsent(
        name,
        _ ->
            new StringBuilder()
                .append("# HELP ")
                .append(name)
                .append(' ')
                .append(name)
                .append("\n# TYPE ")
                .append(name)
                .append(' ')
                .append(type)
                .append('\n'));
  }

  private static void line(StringBuilder block, String name, String labels, double value) {
    block.append(name).append(labels).append(' ').append(number(value)).append('\n');
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < WHOLE_MAX;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  private static String labels(Series series, String last) {
    var all = new StringBuilder();
    for (var label : series.labels()) {
      all.append(all.isEmpty() ? "" : ",");
      all.append(name(label.name())).append("=\"").append(escape(label.value())).append('"');
    }
    if (!last.isEmpty()) {
      all.append(all.isEmpty() ? "" : ",").append(last);
    }
    return all.isEmpty() ? "" : "{" + all + "}";
  }

  /** The characters that Prometheus has no place for become underscores; a colon is one it has. */
  private static String name(String text) {
    var name = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fits =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '_'
              || c == ':';
      name.append(fits ? c : '_');
    }
    return name.toString();
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
