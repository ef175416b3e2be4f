package praetor.http.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.Servers;
import praetor.http.Exchange;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.codec.JsonWriter;

/** /v1/status/: the leader and the voters. */
final class StatusHandlers {
  private final Servers servers;
  private final ReadParameters parameters;

  StatusHandlers(Servers servers, ReadParameters parameters) {
    this.servers = servers;
    this.parameters = parameters;
  }

  List<Route> routes() {
    return List.of(
        Route.at("/v1/status/leader", Endpoint.quick("GET", this::leader)),
        Route.at("/v1/status/peers", Endpoint.quick("GET", this::peers)));
  }

  private void leader(Exchange exchange) {
    answer(
        exchange,
        servers.operator().leader(options(exchange)),
        (leader, out) -> out.value(leader.orElse("")));
  }

  private void peers(Exchange exchange) {
    answer(
        exchange,
        servers.operator().peers(options(exchange)),
        (peers, out) -> {
          out.beginArray();
          peers.forEach(out::value);
          out.endArray();
        });
  }

  private ReadOptions options(Exchange exchange) {
    return parameters.options(exchange.request());
  }

  private static <T> void answer(
      Exchange exchange, CompletableFuture<T> reply, BiConsumer<T, JsonWriter> form) {
    reply.whenComplete(
        (value, failure) -> {
          if (failure != null) {
            exchange.respond(ReadAnswers.failed(failure));
            return;
          }
          var out = JsonForm.writer(exchange.request());
          form.accept(value, out);
          exchange.respond(Response.json(out.toBytes()));
        });
  }
}
