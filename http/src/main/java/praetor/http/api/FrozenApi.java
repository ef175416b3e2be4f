package praetor.http.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.agent.acl.TokenResolver;
import praetor.agent.frozen.FrozenServers;
import praetor.agent.frozen.Refusal;
import praetor.agent.query.QueryCache;
import praetor.http.BodyRule;
import praetor.http.Exchange;
import praetor.http.Headers;
import praetor.http.HttpHandler;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Route;
import praetor.http.route.Router;
import praetor.http.route.RouterOptions;
import praetor.model.SystemClock;

/**
 * The part of the API that reads what servers know, over the state of a snapshot. Whoever wants to
 * write gets 405; what an agent tells of itself is not there.
 */
public final class FrozenApi implements HttpHandler {
  /** Source: the limit of Consul for keys and transactions. */
  private static final long BODY_BYTES_MAX = 512 << 10;

  /** Transactions that only read are sent with PUT. */
  private static final String TRANSACTION = "/v1/txn";

  private final Router router;

  private FrozenApi(Router router) {
    this.router = router;
  }

  /** The API of a datacenter as it was. */
  public static FrozenApi of(FrozenServers servers, String datacenter, TokenResolver tokens) {
    var options =
        new RouterOptions(
            tokens::defaultPolicy, Headers.EMPTY, List.of(), List.of(), true, Optional.empty());
    return new FrozenApi(new Router(options, routes(servers, datacenter, tokens)));
  }

  private static List<Route> routes(
      FrozenServers servers, String datacenter, TokenResolver tokens) {
    var nobody = "";
    var parameters = new ReadParameters(tokens);
    var reads = new ReadAnswers(servers, false);
    var rows = new RowParameters(nobody);
    List<Route> routes = new ArrayList<>();
    routes.addAll(new KvHandlers(servers, parameters, reads, BODY_BYTES_MAX).routes());
    routes.addAll(
        new SessionHandlers(servers, parameters, reads, nobody, Optional.empty()).routes());
    routes.addAll(new StatusHandlers(servers, parameters).routes());
    routes.addAll(new TxnHandlers(servers, parameters, BODY_BYTES_MAX).routes());
    routes.addAll(new CatalogHandlers(servers, parameters, reads, rows).routes());
    routes.addAll(new HealthHandlers(parameters, reads, rows).routes());
    routes.addAll(new CoordinateHandlers(servers, parameters, reads).routes());
    routes.addAll(new DatacenterHandlers(servers.datacenters(), parameters).routes());
    var cache = new QueryCache(datacenter, SystemClock.INSTANCE);
    var executions = new QueryExecutions(servers, cache, false, nobody);
    routes.addAll(new QueryHandlers(servers, parameters, reads, executions).routes());
    routes.addAll(new ConfigEntryHandlers(servers, parameters, reads).routes());
    routes.addAll(new UiHandlers(parameters, reads, true).routes());
    routes.addAll(new InternalHandlers(parameters, reads, datacenter).routes());
    return routes;
  }

  @Override
  public BodyRule bodyRule(Request head) {
    return writes(head) ? new BodyRule.Ignored() : router.bodyRule(head);
  }

  @Override
  public void handle(Exchange exchange) {
    if (writes(exchange.request())) {
      exchange.respond(Response.text(Refusal.STATUS, Refusal.TEXT));
    } else {
      router.handle(exchange);
    }
  }

  private static boolean writes(Request request) {
    return switch (request.method()) {
      case "GET", "HEAD", "OPTIONS" -> false;
      default -> !request.path().equals(TRANSACTION);
    };
  }
}
