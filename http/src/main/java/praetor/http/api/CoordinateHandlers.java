package praetor.http.api;

import java.util.List;
import java.util.Optional;
import praetor.agent.read.Coordinates;
import praetor.agent.servers.Servers;
import praetor.http.Exchange;
import praetor.http.HttpException;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.NodeCoordinate;
import praetor.model.codec.Codecs;

/** /v1/coordinate/: where nodes are in the space of round-trip times. */
final class CoordinateHandlers {
  private static final Encoding<List<NodeCoordinate>> COORDINATES =
      Encoding.of(Codecs.list(NodeCoordinate.SHAPE));

  private final Servers servers;
  private final ReadParameters parameters;
  private final ReadAnswers reads;

  CoordinateHandlers(Servers servers, ReadParameters parameters, ReadAnswers reads) {
    this.servers = servers;
    this.parameters = parameters;
    this.reads = reads;
  }

  List<Route> routes() {
    return List.of(
        Route.at("/v1/coordinate/nodes", Endpoint.quick("GET", this::nodes)),
        Route.at("/v1/coordinate/node/", Endpoint.quick("GET", this::node)),
        Route.at("/v1/coordinate/update", Endpoint.quick("PUT", this::update)));
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
