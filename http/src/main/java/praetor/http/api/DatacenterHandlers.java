package praetor.http.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import praetor.agent.servers.DatacenterCoordinates;
import praetor.agent.servers.Datacenters;
import praetor.http.Exchange;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.codec.Codec;
import praetor.model.codec.Codecs;

/** /v1/catalog/datacenters and /v1/coordinate/datacenters: the datacenters that are known. */
final class DatacenterHandlers {
  private static final Codec<List<String>> NAMES = Codecs.list(Codecs.STRING);
  private static final Codec<List<DatacenterCoordinates>> COORDINATES =
      Codecs.list(DatacenterCoordinates.SHAPE);

  private final Datacenters datacenters;
  private final ReadParameters parameters;

  DatacenterHandlers(Datacenters datacenters, ReadParameters parameters) {
    this.datacenters = datacenters;
    this.parameters = parameters;
  }

  List<Route> routes() {
    return List.of(
        Route.at("/v1/catalog/datacenters", Endpoint.quick("GET", this::names)),
        Route.at("/v1/coordinate/datacenters", Endpoint.quick("GET", this::coordinates)));
  }

  private void names(Exchange exchange) {
    parameters.options(exchange.request());
    answer(exchange, NAMES, datacenters.byDistance());
  }

  private void coordinates(Exchange exchange) {
    answer(exchange, COORDINATES, datacenters.coordinates());
  }

  private static <T> void answer(Exchange exchange, Codec<T> codec, CompletableFuture<T> found) {
    found.whenComplete(
        (value, failure) ->
            exchange.respond(
                failure == null
                    ? JsonForm.of(exchange.request(), codec, value)
                    : ReadAnswers.failed(failure)));
  }
}
