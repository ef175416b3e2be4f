package praetor.http.api;

import java.util.List;
import java.util.Optional;
import praetor.agent.membership.Member;
import praetor.agent.membership.Membership;
import praetor.agent.read.Coordinates;
import praetor.agent.servers.Servers;
import praetor.http.Exchange;
import praetor.http.HttpException;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.Coordinate;
import praetor.model.NodeCoordinate;
import praetor.model.codec.Codecs;

/** /v1/coordinate/: where nodes are in the space of round-trip times. */
final class CoordinateHandlers {
  private static final Encoding<List<NodeCoordinate>> COORDINATES =
      Encoding.of(Codecs.list(NodeCoordinate.SHAPE));

  private final Servers servers;
  private final ReadParameters parameters;
  private final ReadAnswers reads;
  private final Membership membership;
  private final String datacenter;

  CoordinateHandlers(
      Servers servers,
      ReadParameters parameters,
      ReadAnswers reads,
      Membership membership,
      String datacenter) {
    this.servers = servers;
    this.parameters = parameters;
    this.reads = reads;
    this.membership = membership;
    this.datacenter = datacenter;
  }

  List<Route> routes() {
    return List.of(
        Route.at("/v1/coordinate/datacenters", Endpoint.quick("GET", this::datacenters)),
        Route.at("/v1/coordinate/nodes", Endpoint.quick("GET", this::nodes)),
        Route.at("/v1/coordinate/node/", Endpoint.quick("GET", this::node)),
        Route.at("/v1/coordinate/update", Endpoint.quick("PUT", this::update)));
  }

  /** The servers of this datacenter, at the origin: they have no other datacenter to measure. */
  private void datacenters(Exchange exchange) {
    var out = JsonForm.writer(exchange.request());
    out.beginArray().beginObject();
    out.name("Datacenter").value(datacenter);
    out.name("AreaID").value("wan");
    out.name("Coordinates").beginArray();
    for (var member : membership.wan()) {
      if (member.isServer()) {
        NodeCoordinate.SHAPE.writeJson(atOrigin(member), out);
      }
    }
    out.endArray().endObject().endArray();
    exchange.respond(Response.json(out.toBytes()));
  }

  private NodeCoordinate atOrigin(Member member) {
    var suffix = "." + datacenter;
    var name = member.name();
    var node = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    return new NodeCoordinate(node, "", Coordinate.ORIGIN);
  }

  private void nodes(Exchange exchange) {
    var request = exchange.request();
    // Nodes belong to no namespace.
    ReadParameters.refusePartition(request);
    var query = new Coordinates(Optional.empty(), request.query().first("segment"));
    reads.json(
        exchange, query, parameters.options(request), COORDINATES, ReadAnswers.Profile.COORDINATE);
  }

  private void node(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refusePartition(request);
    var query =
        new Coordinates(
            Optional.of(request.pathAfter("/v1/coordinate/node/")),
            request.query().first("segment"));
    reads.json(
        exchange,
        query,
        parameters.options(request),
        COORDINATES,
        ReadAnswers.Profile.COORDINATE,
        found -> found.isEmpty() ? 404 : 200);
  }

  private void update(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var body = CoordinateBody.read(request);
    if (body.coord().isEmpty()) {
      throw new HttpException(400, "Missing coordinate");
    }
    var coordinate = new NodeCoordinate(body.node(), body.segment(), body.coord().get());
    var asked = request.query().get("dc");
    servers
        .in(asked.isEmpty() ? body.datacenter() : asked)
        .coordinates()
        .update(coordinate, parameters.caller(request))
        .whenComplete(
            (_, failure) ->
                exchange.respond(
                    failure == null ? Response.json(new byte[0]) : ReadAnswers.failed(failure)));
  }
}
