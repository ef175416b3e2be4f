package praetor.http.api;

import java.util.List;
import java.util.Map;
import praetor.agent.metrics.Counter;
import praetor.agent.metrics.Metrics;
import praetor.http.Exchange;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.QuickHandler;
import praetor.http.route.Route;

/**
 * Counts the requests to the catalog, those that succeeded, and those that failed.
 *
 * <p>Source: {@code consul.client.api.*} of Consul 1.21.4.
 */
final class CatalogCounts {
  private static final Map<String, String> NAMES =
      Map.of(
          "/v1/catalog/register", "catalog_register",
          "/v1/catalog/deregister", "catalog_deregister",
          "/v1/catalog/datacenters", "catalog_datacenters",
          "/v1/catalog/nodes", "catalog_nodes",
          "/v1/catalog/services", "catalog_services",
          "/v1/catalog/service/", "catalog_service_nodes",
          "/v1/catalog/connect/", "catalog_service_nodes",
          "/v1/catalog/node/", "catalog_node_services",
          "/v1/catalog/node-services/", "catalog_node_service_list",
          "/v1/catalog/gateway-services/", "catalog_gateway_services");

  private static final int FIRST_ERROR = 400;

  private record Counts(Counter asked, Counter succeeded, Counter failed) {}

  private CatalogCounts() {}

  /** The same routes, counting. */
  static List<Route> around(List<Route> routes, Metrics metrics, String node) {
    return routes.stream().map(route -> around(route, metrics, node)).toList();
  }

  private static Route around(Route route, Metrics metrics, String node) {
    var name = NAMES.get(route.pattern());
    if (name == null) {
      return route;
    }
    var counts =
        new Counts(
            metrics.counter("client.api." + name, "node", node),
            metrics.counter("client.api.success." + name, "node", node),
            metrics.counter("client.rpc.error." + name, "node", node));
    return new Route(
        route.pattern(),
        route.endpoints().stream().map(endpoint -> around(endpoint, counts)).toList());
  }

  private static Endpoint around(Endpoint endpoint, Counts counts) {
    return switch (endpoint.action()) {
      case Endpoint.Action.Quick(QuickHandler handler) ->
          new Endpoint(
              endpoint.method(),
              new Endpoint.Action.Quick(exchange -> handle(handler, exchange, counts)),
              endpoint.body());
      case Endpoint.Action.Blocking _ -> endpoint;
    };
  }

  private static void handle(QuickHandler handler, Exchange exchange, Counts counts)
      throws Exception {
    counts.asked().increment();
    try {
      handler.handle(new Counting(exchange, counts));
    } catch (Exception refusal) {
      counts.failed().increment();
      throw refusal;
    }
  }

  private record Counting(Exchange exchange, Counts counts) implements Exchange {
    @Override
    public Request request() {
      return exchange.request();
    }

    @Override
    public void respond(Response response) {
      (response.status() < FIRST_ERROR ? counts.succeeded() : counts.failed()).increment();
      exchange.respond(response);
    }

    @Override
    public void onGone(Runnable action) {
      exchange.onGone(action);
    }
  }
}
