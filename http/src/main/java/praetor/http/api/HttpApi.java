package praetor.http.api;

import java.util.ArrayList;
import java.util.List;
import praetor.agent.Agent;
import praetor.agent.membership.Keyring;
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
    routes.addAll(new OperatorHandlers(servers, parameters, reads, datacenter).routes());
    routes.addAll(new AutopilotHandlers(servers, parameters).routes());
    var keyring = new Keyring(agent.membership(), datacenter);
    routes.addAll(new KeyringHandlers(keyring, parameters).routes());
    return routes;
  }
}
