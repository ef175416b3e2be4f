package praetor.agent.metrics;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a measurement looks on a line for a collector. */
interface LineFormat {
  String gauge(Series series, String host, double value);

  String counter(Series series, long value);

  String sample(Series series, double value);

  /**
   * StatsD, and statsite over TCP: values of labels become parts of the name.
   *
   * <p>Source: datagrams of Consul 1.21.4: {@code consul.vm.raft.applied_index:26.000000|g}.
   */
  record Statsd(String prefix) implements LineFormat {
    @Override
    public String gauge(Series series, String host, double value) {
      return name(prefix, host, series) + decimals(value) + "|g";
    }

    @Override
    public String counter(Series series, long value) {
      return name(prefix, "", series) + decimals((double) value) + "|c";
    }

    @Override
    public String sample(Series series, double value) {
      return name(prefix, "", series) + decimals(value) + "|ms";
    }

    private static String name(String prefix, String host, Series series) {
      var name = new StringBuilder();
      part(prefix, name);
      part(host, name);
      part(series.name(), name);
      series.labels().forEach(label -> part(label.value(), name));
      return name.append(':').toString();
    }

    private static void part(String part, StringBuilder name) {
      if (!part.isEmpty()) {
        name.append(name.isEmpty() ? "" : ".").append(clean(part));
      }
    }
  }

  /**
   * DogStatsD: labels are tags behind those of the configuration; the host is the collector's
   * business.
   *
   * <p>Source: datagrams of Consul 1.21.4: {@code consul.dns.query:0.313967|ms|#a:b,node:node1}.
   */
  record Dogstatsd(String prefix, List<String> tags) implements LineFormat {
    public Dogstatsd {
      tags = List.copyOf(tags);
    }

    @Override
    public String gauge(Series series, String host, double value) {
      return line(series, plain(value), "g");
    }

    @Override
    public String counter(Series series, long value) {
      return line(series, Long.toString(value), "c");
    }

    @Override
    public String sample(Series series, double value) {
      return line(series, decimals(value), "ms");
    }

    private String line(Series series, String value, String type) {
      var name = prefix.isEmpty() ? series.name() : prefix + "." + series.name();
      var all = tags(series);
      return clean(name) + ":" + value + "|" + type + (all.isEmpty() ? "" : "|#" + all);
    }

    private String tags(Series series) {
      var own =
          series.labels().stream()
              .map(
                  label ->
                      label.value().isEmpty()
                          ? clean(label.name())
                          : clean(label.name()) + ":" + clean(label.value()));
      return java.util.stream.Stream.concat(tags.stream(), own).collect(Collectors.joining(","));
    }

    private static String plain(double value) {
      return value == Math.rint(value) && !Double.isInfinite(value)
          ? Long.toString((long) value)
          : Double.toString(value);
    }
  }

  private static String decimals(double value) {
    return Double.isNaN(value) ? "NaN" : String.format(Locale.ROOT, "%.6f", value);
  }

  /** What would end a name or a line must not be part of it. */
  private static String clean(String text) {
    var clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      clean.append(c == ':' || c == ' ' || c == '|' || c == ',' || c < ' ' ? '_' : c);
    }
    return clean.toString();
  }
}
