package praetor.http.net;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import praetor.http.Body;
import praetor.http.BodyRule;
import praetor.http.Exchange;
import praetor.http.Headers;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.http.route.Router;
import praetor.http.route.RouterOptions;

/**
 * A few routes of Consul's API over a map, enough to replay recorded cases of paths, methods and
 * limits, and some routes of its own for the tests of the edge.
 */
final class DemoApi {
  static final int KV_MAX_BYTES = 524_288;

  private static final BodyRule.Refusal TOO_LARGE =
      (_, bytes, maxBytes) ->
          Response.text(
              413,
              "Request body("
                  + bytes
                  + " bytes) too large, max size: "
                  + maxBytes
                  + " bytes. See https://developer.hashicorp.com/docs/agent/config/config-files"
                  + "#kv_max_value_size.");

  private final Map<String, byte[]> kv = new ConcurrentSkipListMap<>();
  private final List<Exchange> parked = new ArrayList<>();

  static Router router() {
    return router(RouterOptions.defaults());
  }

  static Router router(RouterOptions options) {
    return new DemoApi().routed(options);
  }

  Router routed(RouterOptions options) {
    return new Router(options, routes());
  }

  List<Route> routes() {
    return List.of(
        Route.at(
            "/v1/kv/",
            Endpoint.quick("GET", this::get),
            Endpoint.blocking("PUT", this::put).maxBody(KV_MAX_BYTES, TOO_LARGE),
            Endpoint.blocking("DELETE", this::delete)),
        Route.at("/v1/status/leader", quick("\"127.0.0.1:8300\"")),
        Route.at("/v1/catalog/datacenters", Endpoint.quick("GET", DemoApi::datacenters)),
        Route.at("/v1/catalog/nodes", quick("[]")),
        Route.at("/v1/catalog/service/", Endpoint.quick("GET", DemoApi::service)),
        Route.at("/v1/event/fire/", Endpoint.blocking("PUT", _ -> Response.json(bytes("{}")))),
        Route.at("/v1/agent/self", quick("{}")),
        Route.at("/v1/session/create", Endpoint.blocking("PUT", _ -> Response.json(bytes("{}")))),
        Route.at("/v1/acl/token", Endpoint.blocking("PUT", _ -> Response.json(bytes("{}")))),
        Route.at("/v1/acl/token/", quick("{}")));
  }

  synchronized List<Exchange> parked() {
    return List.copyOf(parked);
  }

  private static Endpoint quick(String json) {
    return Endpoint.quick("GET", exchange -> exchange.respond(Response.json(bytes(json))));
  }

  private static void datacenters(Exchange exchange) {
    var pretty = exchange.request().has("pretty");
    exchange.respond(Response.json(bytes(pretty ? "[\n    \"dc1\"\n]\n" : "[\"dc1\"]")));
  }

  private static void service(Exchange exchange) {
    exchange.respond(
        Response.json(bytes("[]"))
            .headers(query())
            .header("X-Consul-Effective-Consistency", "leader"));
  }

  private void get(Exchange exchange) {
    var request = exchange.request();
    var key = request.pathAfter("/v1/kv/");
    if (request.has("keys")) {
      exchange.respond(Response.json(keys(key)).headers(query()));
    } else if (key.isEmpty()) {
      exchange.respond(Response.text(400, "Missing key name"));
    } else if (request.has("index")) {
      park(exchange);
    } else {
      exchange.respond(entry(request, key));
    }
  }

  private synchronized void park(Exchange exchange) {
    parked.add(exchange);
    exchange.onGone(() -> unpark(exchange));
  }

  private synchronized void unpark(Exchange exchange) {
    parked.remove(exchange);
  }

  private Response entry(Request request, String key) {
    var value = kv.get(key);
    if (value == null) {
      return Response.empty(404).headers(query());
    }
    if (request.has("raw")) {
      return Response.of(200, Headers.of("Content-Type", "text/plain"), new Body.Bytes(value))
          .headers(query());
    }
    return Response.json(
            bytes(
                "[{\"LockIndex\":0,\"Key\":"
                    + quoted(key)
                    + ",\"Flags\":0,\"Value\":\""
                    + Base64.getEncoder().encodeToString(value)
                    + "\",\"CreateIndex\":1,\"ModifyIndex\":1}]"))
        .headers(query());
  }

  private static Headers query() {
    return Headers.of(
        "X-Consul-Index", "1",
        "X-Consul-Knownleader", "true",
        "X-Consul-Lastcontact", "0",
        "X-Consul-Query-Backend", "blocking-query");
  }

  private Response put(Request request) {
    var key = request.pathAfter("/v1/kv/");
    if (key.isEmpty()) {
      return Response.text(400, "Missing key name");
    }
    kv.put(key, request.body());
    return Response.json(bytes("true"));
  }

  private Response delete(Request request) {
    var key = request.pathAfter("/v1/kv/");
    if (key.isEmpty()) {
      return Response.text(400, "Missing key name");
    }
    kv.keySet().removeIf(request.has("recurse") ? k -> k.startsWith(key) : key::equals);
    return Response.json(bytes("true"));
  }

  private byte[] keys(String prefix) {
    var quoted = kv.keySet().stream().filter(k -> k.startsWith(prefix)).map(DemoApi::quoted);
    return bytes("[" + String.join(",", quoted.toList()) + "]");
  }

  private static String quoted(String text) {
    var escaped = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
    return '"' + escaped + '"';
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
