package praetor.http.api;

import java.util.ArrayList;
import java.util.List;
import praetor.agent.Agent;
import praetor.http.route.Route;

/** Every endpoint of the API: the index of this package. */
public final class HttpApi {
  private final Agent agent;

  public HttpApi(Agent agent) {
    this.agent = agent;
  }

  /** The routes in the order of the API's documentation. */
  public List<Route> routes() {
    var servers = agent.servers();
    var parameters = new ReadParameters(agent.tokens());
    var reads = new ReadAnswers(servers);
    var limits = agent.config().limits();
    List<Route> routes = new ArrayList<>();
    routes.addAll(new KvHandlers(servers, parameters, reads, limits.kvMaxValueSize()).routes());
    var node = agent.config().node().name();
    routes.addAll(new SessionHandlers(servers, parameters, reads, node).routes());
    long txnBytesMax = Math.max(limits.txnMaxReqLen(), limits.kvMaxValueSize());
    routes.addAll(new TxnHandlers(servers, parameters, node, txnBytesMax).routes());
    routes.addAll(new StatusHandlers(servers, parameters).routes());
    var datacenter = agent.config().node().datacenter();
    var rows = new RowParameters(node);
    routes.addAll(new CatalogHandlers(servers, parameters, reads, rows, datacenter).routes());
    routes.addAll(new HealthHandlers(parameters, reads, rows).routes());
    var membership = agent.membership();
    routes.addAll(
        new CoordinateHandlers(servers, parameters, reads, membership, datacenter).routes());
    return routes;
  }
}
