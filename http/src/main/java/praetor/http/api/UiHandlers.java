package praetor.http.api;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.nullableList;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import praetor.agent.read.NodeDump;
import praetor.agent.read.Nothing;
import praetor.agent.read.ServiceSummary;
import praetor.agent.read.UiNode;
import praetor.agent.read.UiOverview;
import praetor.agent.read.UiServices;
import praetor.agent.read.UiTopology;
import praetor.http.Exchange;
import praetor.http.HttpException;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.CheckServiceNode;
import praetor.model.HealthCheck;
import praetor.model.NodeService;
import praetor.model.codec.JsonWriter;
import praetor.model.codec.Shape;
import praetor.state.NodeInfo;

/**
 * /v1/internal/ui/: what a web page asks for. Source: Consul 1.21.4, vector internal-ui.
 *
 * <p>There are no gateways, intentions or peers here: the answers that speak of them are those of a
 * Consul without any, and a topology knows what proxies were registered with.
 */
final class UiHandlers {
  private static final String PREFIX = "/v1/internal/ui/";

  /** Absent tags are null here, not empty as in the answers of the catalog. */
  private static final Shape<NodeInfo> ROW =
      NodeInfo.SHAPE
          .with("Services", list(NodeService.SHAPE.with("Tags", nullableList(STRING))))
          .with("Checks", list(HealthCheck.SHAPE.with("ServiceTags", nullableList(STRING))));

  private static final Encoding<List<NodeInfo>> NODES = Encoding.of(list(ROW));
  private static final Encoding<Optional<NodeInfo>> NODE =
      (node, out) -> node.ifPresent(found -> ROW.writeJson(found, out));
  private static final Encoding<List<ServiceSummary>> SERVICES = UiHandlers::writeServices;
  private static final Encoding<List<NodeInfo>> NOTHING = (_, out) -> out.beginArray().endArray();
  private static final Encoding<UiTopology.Neighbours> TOPOLOGY = UiHandlers::writeTopology;

  private final ReadParameters parameters;
  private final ReadAnswers reads;
  private final boolean server;

  /**
   * @param server whether this agent answers itself what it would else ask of servers
   */
  UiHandlers(ReadParameters parameters, ReadAnswers reads, boolean server) {
    this.server = server;
    this.parameters = parameters;
    this.reads = reads;
  }

  List<Route> routes() {
    return List.of(
        Route.at(PREFIX + "nodes", Endpoint.quick("GET", this::nodes)),
        Route.at(PREFIX + "node/", Endpoint.quick("GET", this::node)),
        Route.at(PREFIX + "services", Endpoint.quick("GET", this::services)),
        Route.at(PREFIX + "catalog-overview", Endpoint.quick("GET", this::overview)),
        Route.at(PREFIX + "service-topology/", Endpoint.quick("GET", this::topology)),
        Route.at(PREFIX + "gateway-services-nodes/", Endpoint.quick("GET", this::gateway)),
        Route.at(PREFIX + "gateway-intentions/", Endpoint.quick("GET", this::gateway)),
        Route.at(PREFIX + "exported-services", Endpoint.quick("GET", this::exportedServices)),
        Route.at(PREFIX + "metrics-proxy/", Endpoint.quick("GET", UiHandlers::metrics)));
  }

  private void nodes(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var query = new NodeDump(Optional.empty(), RowParameters.filter(request, NodeInfo.SHAPE));
    var options = parameters.options(request);
    reads.json(exchange, query, options, NODES, ReadAnswers.Profile.INDEXED);
  }

  private void node(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var options = parameters.options(request);
    var query = new UiNode(RowParameters.name(request, PREFIX + "node/", "node name"));
    reads.json(
        exchange,
        query,
        options,
        NODE,
        ReadAnswers.Profile.COORDINATE,
        found -> found.isPresent() ? 200 : 404);
  }

  private void services(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var options = parameters.options(request);
    if (request.query().get("peer").isEmpty()) {
      var query = new UiServices(RowParameters.filter(request, CheckServiceNode.SHAPE));
      reads.json(exchange, query, options, SERVICES, ReadAnswers.Profile.INDEXED);
    } else {
      nothing(exchange);
    }
  }

  private void nothing(Exchange exchange) {
    var options = parameters.options(exchange.request());
    reads.json(exchange, new Nothing<NodeInfo>(), options, NOTHING, ReadAnswers.Profile.INDEXED);
  }

  /** Never waits, and says nothing of its index. */
  private void overview(Exchange exchange) {
    var request = exchange.request();
    var options = parameters.options(request).atOnce();
    reads.run(
        exchange,
        new UiOverview(),
        options,
        answer -> {
          var out = JsonForm.writer(request).beginObject();
          out.name("Nodes").beginArray();
          writeCount(answer.value().nodes(), out);
          out.endArray();
          writeCounts("Services", answer.value().services(), out);
          writeCounts("Checks", answer.value().checks(), out);
          return Response.json(out.endObject().toBytes());
        });
  }

  private void topology(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var options = parameters.options(request);
    var name = RowParameters.name(request, PREFIX + "service-topology/", "service name");
    if (!request.has("kind")) {
      throw new HttpException(400, "Missing service kind");
    }
    var kind = request.query().get("kind");
    if (!kind.isEmpty() && !kind.equals("ingress-gateway")) {
      throw new HttpException(400, "Unsupported service kind \"" + kind + "\"");
    }
    reads.json(exchange, new UiTopology(name), options, TOPOLOGY, ReadAnswers.Profile.INDEXED);
  }

  private void gateway(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    if (request.path().endsWith("/")) {
      throw new HttpException(400, "Missing gateway name");
    }
    nothing(exchange);
  }

  private void exportedServices(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    if (request.query().get("peer").isEmpty()) {
      exchange.respond(
          Response.text(500, (server ? "" : "rpc error making call: ") + "must provide PeerName")
              .headers(ReadAnswers.NOTHING_READ));
      return;
    }
    nothing(exchange);
  }

  private static void metrics(Exchange exchange) {
    throw new HttpException(404, "UI is not enabled");
  }

  private static void writeServices(List<ServiceSummary> services, JsonWriter out) {
    out.beginArray();
    for (var service : services) {
      out.beginObject();
      writeSummary(service, out);
      out.name("ConnectedWithProxy").value(service.connectedWithProxy());
      out.name("ConnectedWithGateway").value(false);
      out.endObject();
    }
    out.endArray();
  }

  private static void writeSummary(ServiceSummary service, JsonWriter out) {
    if (!service.kind().isEmpty()) {
      out.name("Kind").value(service.kind());
    }
    out.name("Name").value(service.name());
    out.name("Datacenter").value(service.datacenter());
    writeNames("Tags", service.tags(), out);
    writeNames("Nodes", service.nodes(), out);
    writeNames("ExternalSources", service.externalSources(), out);
    out.name("InstanceCount").value(service.instances());
    var checks = service.checks();
    out.name("ChecksPassing").value(checks.getOrDefault(HealthCheck.PASSING, 0).longValue());
    out.name("ChecksWarning").value(checks.getOrDefault(HealthCheck.WARNING, 0).longValue());
    out.name("ChecksCritical").value(checks.getOrDefault(HealthCheck.CRITICAL, 0).longValue());
    out.name("GatewayConfig").beginObject().endObject();
    out.name("TransparentProxy").value(service.transparent());
    out.name("ConnectNative").value(service.connectNative());
  }

  private static void writeNames(String name, Collection<String> names, JsonWriter out) {
    out.name(name);
    if (names.isEmpty()) {
      out.nullValue();
      return;
    }
    out.beginArray();
    names.forEach(out::value);
    out.endArray();
  }

  private static void writeTopology(UiTopology.Neighbours neighbours, JsonWriter out) {
    out.beginObject().name("Protocol").value("tcp");
    out.name("TransparentProxy").value(neighbours.transparent());
    writeNeighbours("Upstreams", neighbours.upstreams(), out);
    writeNeighbours("Downstreams", neighbours.downstreams(), out);
    out.name("FilteredByACLs").value(false).endObject();
  }

  /** Without intentions everybody may call everybody. */
  private static void writeNeighbours(String name, List<ServiceSummary> services, JsonWriter out) {
    out.name(name).beginArray();
    for (var service : services) {
      out.beginObject();
      writeSummary(service, out);
      out.name("Source").value("proxy-registration");
      out.name("Intention").beginObject();
      out.name("Allowed").value(true).name("HasPermissions").value(false);
      out.name("ExternalSource").value("").name("HasExact").value(false);
      out.name("DefaultAllow").value(true).endObject();
      out.endObject();
    }
    out.endArray();
  }

  private static void writeCounts(String name, List<UiOverview.Count> counts, JsonWriter out) {
    out.name(name).beginArray();
    counts.forEach(count -> writeCount(count, out));
    out.endArray();
  }

  private static void writeCount(UiOverview.Count count, JsonWriter out) {
    out.beginObject();
    if (!count.name().isEmpty()) {
      out.name("Name").value(count.name());
    }
    out.name("Total").value(count.total()).name("Passing").value(count.passing());
    out.name("Warning").value(count.warning()).name("Critical").value(count.critical());
    out.endObject();
  }
}
