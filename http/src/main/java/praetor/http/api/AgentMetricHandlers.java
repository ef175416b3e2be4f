package praetor.http.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.agent.config.AgentConfig;
import praetor.agent.config.TelemetryConfig;
import praetor.agent.metrics.Interval;
import praetor.agent.metrics.Metrics;
import praetor.agent.metrics.Series;
import praetor.http.Body;
import praetor.http.Exchange;
import praetor.http.Headers;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.codec.JsonWriter;

/**
 * /v1/agent/metrics: the last interval in Consul's JSON form, or all series in that of Prometheus;
 * and /v1/agent/metrics/stream: each interval as it closes.
 */
final class AgentMetricHandlers {
  private static final String NO_PROMETHEUS =
      "Prometheus is not enabled since its retention time is not positive";
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss '+0000 UTC'").withZone(ZoneOffset.UTC);

  /** Intervals that wait for a slow client; older ones are dropped. */
  private static final int INTERVALS_MAX = 4;

  private final Supplier<AgentConfig> config;
  private final Metrics metrics;
  private final ReadParameters parameters;

  AgentMetricHandlers(Supplier<AgentConfig> config, Metrics metrics, ReadParameters parameters) {
    this.config = config;
    this.metrics = metrics;
    this.parameters = parameters;
  }

  List<Route> routes() {
    return List.of(
        Route.at("/v1/agent/metrics", Endpoint.quick("GET", this::metrics)),
        Route.at("/v1/agent/metrics/stream", Endpoint.quick("GET", this::stream)));
  }

  private void metrics(Exchange exchange) {
    var request = exchange.request();
    requireRead(request);
    if (request.query().get("format").equals("prometheus")) {
      exchange.respond(prometheus());
      return;
    }
    var out = JsonForm.writer(request);
    write(metrics.interval(), out);
    exchange.respond(Response.json(out.toBytes()));
  }

  private void requireRead(Request request) {
    var node = config.get().node().name();
    parameters.caller(request).authorizer().require(Resource.AGENT, node, Access.READ);
  }

  private void stream(Exchange exchange) {
    requireRead(exchange.request());
    exchange.respond(Response.of(200, Headers.EMPTY, new Body.Stream(this::copy)));
  }

  private void copy(OutputStream out) throws IOException, InterruptedException {
    var waiting = new ArrayBlockingQueue<Interval>(INTERVALS_MAX);
    out.flush();
    var end =
        metrics.follow(
            interval -> {
              while (!waiting.offer(interval)) {
                waiting.poll();
              }
            });
    try {
      while (true) {
        var interval = waiting.poll(Interval.LENGTH.toMillis(), TimeUnit.MILLISECONDS);
        if (interval != null) {
          var json = JsonWriter.pretty();
          write(interval, json);
          out.write((json.toText() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        // Tells also whether the client is still there.
        out.flush();
      }
    } finally {
      end.run();
    }
  }

  private static void write(Interval interval, JsonWriter out) {
    out.beginObject();
    out.name("Timestamp").value(TIMESTAMP.format(interval.start()));
    out.name("Gauges").beginArray();
    for (var gauge : interval.gauges()) {
      out.beginObject();
      out.name("Name").value(gauge.series().name());
      out.name("Value").value(gauge.value());
      labels(gauge.series(), out);
      out.endObject();
    }
    out.endArray();
    out.name("Points").beginArray().endArray();
    out.name("Counters").beginArray();
    interval.counters().forEach(row -> row(row, out));
    out.endArray();
    out.name("Samples").beginArray();
    interval.samples().forEach(row -> row(row, out));
    out.endArray();
    out.endObject();
  }

  private static void row(Interval.Row row, JsonWriter out) {
    var values = row.values();
    out.beginObject();
    out.name("Name").value(row.series().name());
    out.name("Count").value(values.count());
    out.name("Rate").value(row.rate());
    out.name("Sum").value(values.sum());
    out.name("Min").value(values.min());
    out.name("Max").value(values.max());
    out.name("Mean").value(values.mean());
    out.name("Stddev").value(values.stddev());
    labels(row.series(), out);
    out.endObject();
  }

  private static void labels(Series series, JsonWriter out) {
    out.name("Labels").beginObject();
    series.labels().stream()
        .sorted(java.util.Comparator.comparing(Series.Label::name))
        .forEach(label -> out.name(label.name()).value(label.value()));
    out.endObject();
  }

  private Response prometheus() {
    if (TelemetryConfig.of(config.get().settings()).prometheusRetention().isZero()) {
      return AgentAnswers.done().header("X-Consul-Reason", NO_PROMETHEUS);
    }
    return Response.of(
        200,
        Headers.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8"),
        new Body.Bytes(metrics.prometheus().getBytes(StandardCharsets.UTF_8)));
  }
}
