package praetor.http.api;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.agent.config.AgentConfig;
import praetor.agent.local.LocalAgent;
import praetor.agent.local.ServerStats;
import praetor.agent.membership.Membership;
import praetor.http.Body;
import praetor.http.Exchange;
import praetor.http.Headers;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.Clock;
import praetor.model.codec.JsonWriter;

/** /v1/agent/metrics: gauges of the agent, in Consul's JSON form or in that of Prometheus. */
final class AgentMetricHandlers {
  private static final String NO_PROMETHEUS =
      "Prometheus is not enabled since its retention time is not positive";
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss '+0000 UTC'").withZone(ZoneOffset.UTC);

  /** Intervals of Consul's in-memory metrics. */
  private static final long INTERVAL_SECONDS = 10;

  private final Supplier<AgentConfig> config;
  private final LocalAgent local;
  private final Membership membership;
  private final Supplier<ServerStats> server;
  private final ReadParameters parameters;
  private final Clock clock;
  private final String hostname = AgentHost.hostname();

  private record Gauge(String name, double value, Map<String, String> labels) {}

  AgentMetricHandlers(
      Supplier<AgentConfig> config,
      LocalAgent local,
      Membership membership,
      Supplier<ServerStats> server,
      ReadParameters parameters,
      Clock clock) {
    this.config = config;
    this.local = local;
    this.membership = membership;
    this.server = server;
    this.parameters = parameters;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(Route.at("/v1/agent/metrics", Endpoint.quick("GET", this::metrics)));
  }

  private void metrics(Exchange exchange) {
    var request = exchange.request();
    var node = local.state().node().name();
    parameters.caller(request).authorizer().require(Resource.AGENT, node, Access.READ);
    exchange.respond(
        request.query().get("format").equals("prometheus") ? prometheus() : json(request));
  }

  private Response json(Request request) {
    var out = JsonForm.writer(request);
    out.beginObject();
    out.name("Timestamp").value(TIMESTAMP.format(interval(clock.now())));
    out.name("Gauges").beginArray();
    for (var gauge : gauges("consul." + hostname + ".")) {
      gauge(gauge, out);
    }
    out.endArray();
    for (var none : List.of("Points", "Counters", "Samples")) {
      out.name(none).beginArray().endArray();
    }
    out.endObject();
    return Response.json(out.toBytes());
  }

  private static Instant interval(Instant now) {
    return Instant.ofEpochSecond(now.getEpochSecond() / INTERVAL_SECONDS * INTERVAL_SECONDS);
  }

  private static void gauge(Gauge gauge, JsonWriter out) {
    out.beginObject();
    out.name("Name").value(gauge.name());
    out.name("Value").value(gauge.value());
    out.name("Labels").beginObject();
    gauge.labels().forEach((name, value) -> out.name(name).value(value));
    out.endObject();
    out.endObject();
  }

  private Response prometheus() {
    boolean enabled =
        config
            .get()
            .settings()
            .text("telemetry.prometheus_retention_time")
            .filter(text -> !text.equals("0") && !text.equals("0s"))
            .isPresent();
    if (!enabled) {
      return AgentAnswers.done().header("X-Consul-Reason", NO_PROMETHEUS);
    }
    var text = new StringBuilder();
    var last = "";
    for (var gauge : gauges("consul_")) {
      var name = gauge.name().replace('.', '_').replace('-', '_');
      if (!name.equals(last)) {
        text.append("# HELP ").append(name).append(' ').append(name).append('\n');
        text.append("# TYPE ").append(name).append(" gauge\n");
        last = name;
      }
      text.append(name).append(labels(gauge)).append(' ').append(gauge.value()).append('\n');
    }
    return Response.of(
        200,
        Headers.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8"),
        new Body.Bytes(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static String labels(Gauge gauge) {
    if (gauge.labels().isEmpty()) {
      return "";
    }
    var parts =
        gauge.labels().entrySet().stream()
            .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
            .toList();
    return "{" + String.join(",", parts) + "}";
  }

  private List<Gauge> gauges(String prefix) {
    var gauges = new ArrayList<Gauge>();
    runtime(prefix, gauges);
    var datacenter = Map.of("datacenter", local.state().node().datacenter());
    var members = membership.lan();
    long servers = members.stream().filter(member -> member.isServer()).count();
    gauges.add(new Gauge(prefix + "members.servers", servers, datacenter));
    gauges.add(new Gauge(prefix + "members.clients", members.size() - servers, datacenter));
    server(prefix, gauges);
    gauges.add(new Gauge(prefix + "agent.services", local.state().services().size(), Map.of()));
    gauges.add(new Gauge(prefix + "agent.checks", local.state().checks().size(), Map.of()));
    gauges.sort(Comparator.comparing(Gauge::name));
    return gauges;
  }

  private static void runtime(String prefix, List<Gauge> gauges) {
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    var other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
    long runs = 0;
    long pauseMs = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      runs += Math.max(0, collector.getCollectionCount());
      pauseMs += Math.max(0, collector.getCollectionTime());
    }
    var name = prefix + "runtime.";
    gauges.add(new Gauge(name + "alloc_bytes", heap.getUsed(), Map.of()));
    gauges.add(new Gauge(name + "sys_bytes", heap.getCommitted() + other.getCommitted(), Map.of()));
    gauges.add(new Gauge(name + "num_goroutines", AgentHost.threads(), Map.of()));
    gauges.add(new Gauge(name + "total_gc_runs", runs, Map.of()));
    gauges.add(new Gauge(name + "total_gc_pause_ns", pauseMs * 1e6, Map.of()));
  }

  private void server(String prefix, List<Gauge> gauges) {
    var stats = server.get();
    boolean leads = "true".equals(stats.consul().get("leader"));
    gauges.add(new Gauge(prefix + "server.isLeader", leads ? 1 : 0, Map.of()));
    raft("applied_index", "raft.applied_index", stats, prefix, gauges);
    raft("last_log_index", "raft.last_index", stats, prefix, gauges);
  }

  private static void raft(
      String stat, String name, ServerStats stats, String prefix, List<Gauge> gauges) {
    var value = stats.raft().get(stat);
    if (value != null) {
      gauges.add(new Gauge(prefix + name, Double.parseDouble(value), Map.of()));
    }
  }
}
