package praetor.http.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import praetor.agent.read.CatalogInstances;
import praetor.agent.read.CatalogNode;
import praetor.agent.read.CatalogNodes;
import praetor.agent.read.CatalogServices;
import praetor.agent.read.Near;
import praetor.agent.read.Nothing;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.Servers;
import praetor.http.Exchange;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.DeregisterRequest;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.RegisterRequest;
import praetor.model.ServiceNode;
import praetor.model.codec.Codecs;
import praetor.model.codec.JsonWriter;
import praetor.state.NodeServices;

/** /v1/catalog/: registration, nodes and services. */
final class CatalogHandlers {
  private static final Encoding<List<Node>> NODES = Encoding.of(Codecs.list(Node.SHAPE));
  private static final Encoding<Map<String, List<String>>> SERVICES =
      Encoding.of(Codecs.map(Codecs.list(Codecs.STRING)));
  private static final Encoding<List<ServiceNode>> INSTANCES =
      Encoding.of(Codecs.list(ServiceNode.SHAPE));
  private static final Encoding<Optional<NodeServices>> BY_ID = CatalogHandlers::writeById;
  private static final Encoding<Optional<NodeServices>> LIST =
      (node, out) -> writeList(node, true, out);
  private static final Encoding<Optional<NodeServices>> FILTERED_LIST =
      (node, out) -> writeList(node, false, out);

  private final Servers servers;
  private final ReadParameters parameters;
  private final ReadAnswers reads;
  private final RowParameters rows;

  CatalogHandlers(
      Servers servers, ReadParameters parameters, ReadAnswers reads, RowParameters rows) {
    this.servers = servers;
    this.parameters = parameters;
    this.reads = reads;
    this.rows = rows;
  }

  List<Route> routes() {
    return List.of(
        Route.at("/v1/catalog/register", Endpoint.quick("PUT", this::register)),
        Route.at("/v1/catalog/deregister", Endpoint.quick("PUT", this::deregister)),
        Route.at("/v1/catalog/nodes", Endpoint.quick("GET", this::nodes)),
        Route.at("/v1/catalog/services", Endpoint.quick("GET", this::services)),
        Route.at("/v1/catalog/service/", Endpoint.quick("GET", this::service)),
        Route.at("/v1/catalog/connect/", Endpoint.quick("GET", this::connect)),
        Route.at("/v1/catalog/node/", Endpoint.quick("GET", this::node)),
        Route.at("/v1/catalog/node-services/", Endpoint.quick("GET", this::nodeServices)),
        Route.at("/v1/catalog/gateway-services/", Endpoint.quick("GET", this::gatewayServices)));
  }

  private void register(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var registration = RequestBody.strict(request, RegisterRequest.SHAPE);
    var caller = parameters.caller(request);
    answer(
        exchange, servers.in(registration.datacenter()).catalog().register(registration, caller));
  }

  private void deregister(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    DeregisterRequest deregistration = DeregisterBody.read(request);
    var caller = parameters.caller(request);
    answer(
        exchange,
        servers.in(deregistration.datacenter()).catalog().deregister(deregistration, caller));
  }

  private static void answer(Exchange exchange, CompletableFuture<Void> writing) {
    writing.whenComplete(
        (_, failure) ->
            exchange.respond(
                failure == null ? JsonForm.yes(exchange.request()) : ReadAnswers.failed(failure)));
  }

  private void nodes(Exchange exchange) {
    var request = exchange.request();
    // Nodes belong to no namespace.
    ReadParameters.refusePartition(request);
    var query =
        new CatalogNodes(
            RowParameters.filter(request, Node.SHAPE),
            RowParameters.nodeMeta(request),
            rows.near(request));
    reads.json(exchange, query, options(exchange), NODES, ReadAnswers.Profile.CATALOG);
  }

  private void services(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var query =
        new CatalogServices(
            RowParameters.nodeMeta(request), RowParameters.filter(request, ServiceNode.SHAPE));
    reads.json(exchange, query, options(exchange), SERVICES, ReadAnswers.Profile.CATALOG_CACHED);
  }

  private void service(Exchange exchange) {
    instances(exchange, "/v1/catalog/service/", false);
  }

  private void connect(Exchange exchange) {
    instances(exchange, "/v1/catalog/connect/", true);
  }

  private void instances(Exchange exchange, String prefix, boolean connect) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var options = options(exchange);
    var name = RowParameters.name(request, prefix, "service name");
    if (request.query().get("peer").isEmpty()) {
      var near = rows.near(request);
      var query =
          new CatalogInstances(
              RowParameters.choice(request, name, connect, false),
              RowParameters.filter(request, ServiceNode.SHAPE),
              near);
      var profile =
          near.equals(Near.NOTHING)
              ? ReadAnswers.Profile.CATALOG_INSTANCES
              : ReadAnswers.Profile.CATALOG_CACHED;
      reads.json(exchange, query, options, INSTANCES, profile);
    } else {
      var query = new Nothing<ServiceNode>();
      reads.json(exchange, query, options, INSTANCES, ReadAnswers.Profile.CATALOG_CACHED);
    }
  }

  private void node(Exchange exchange) {
    oneNode(exchange, "/v1/catalog/node/", BY_ID);
  }

  private void nodeServices(Exchange exchange) {
    boolean filtered = !exchange.request().query().get("filter").isEmpty();
    oneNode(exchange, "/v1/catalog/node-services/", filtered ? FILTERED_LIST : LIST);
  }

  private void oneNode(
      Exchange exchange, String prefix, Encoding<Optional<NodeServices>> encoding) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var options = options(exchange);
    var name = RowParameters.name(request, prefix, "node name");
    var query = new CatalogNode(name, RowParameters.filter(request, NodeService.SHAPE));
    reads.json(exchange, query, options, encoding, ReadAnswers.Profile.CATALOG);
  }

  private void gatewayServices(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var options = options(exchange);
    RowParameters.name(request, "/v1/catalog/gateway-services/", "gateway name");
    var query = new Nothing<ServiceNode>();
    reads.json(exchange, query, options, INSTANCES, ReadAnswers.Profile.CATALOG);
  }

  private ReadOptions options(Exchange exchange) {
    return parameters.options(exchange.request());
  }

  private static void writeById(Optional<NodeServices> node, JsonWriter out) {
    if (node.isEmpty()) {
      out.nullValue();
      return;
    }
    out.beginObject().name("Node");
    Node.SHAPE.writeJson(node.get().node(), out);
    out.name("Services").beginObject();
    for (var service : node.get().services()) {
      out.name(service.id());
      NodeService.SHAPE.writeJson(service, out);
    }
    out.endObject().endObject();
  }

  private static void writeList(
      Optional<NodeServices> node, boolean nullWhenEmpty, JsonWriter out) {
    out.beginObject().name("Node");
    if (node.isEmpty()) {
      out.nullValue().name("Services").nullValue().endObject();
      return;
    }
    Node.SHAPE.writeJson(node.get().node(), out);
    out.name("Services");
    var services = node.get().services();
    if (services.isEmpty() && nullWhenEmpty) {
      out.nullValue();
    } else {
      out.beginArray();
      services.forEach(service -> NodeService.SHAPE.writeJson(service, out));
      out.endArray();
    }
    out.endObject();
  }
}
