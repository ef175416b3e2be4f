package praetor.http.api;

import java.util.List;
import praetor.agent.read.Nothing;
import praetor.http.Exchange;
import praetor.http.HttpException;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.ServiceNode;

/**
 * What stock clients and web pages ask about features that are not there, answered as by a Consul
 * where they are not used: access control, federation through mesh gateways. Source: Consul 1.21.4,
 * vector internal-ui.
 */
final class InternalHandlers {
  private static final String FEDERATION_STATE = "/v1/internal/federation-state/";
  private static final Encoding<List<ServiceNode>> NULL = (_, out) -> out.nullValue();

  private final ReadParameters parameters;
  private final ReadAnswers reads;
  private final String datacenter;

  /**
   * @param datacenter this agent's own
   */
  InternalHandlers(ReadParameters parameters, ReadAnswers reads, String datacenter) {
    this.parameters = parameters;
    this.reads = reads;
    this.datacenter = datacenter;
  }

  List<Route> routes() {
    return List.of(
        Route.at("/v1/internal/acl/authorize", Endpoint.quick("POST", InternalHandlers::authorize)),
        Route.at("/v1/internal/federation-states", Endpoint.quick("GET", this::noStates)),
        Route.at(
            "/v1/internal/federation-states/mesh-gateways", Endpoint.quick("GET", this::noStates)),
        Route.at(FEDERATION_STATE, Endpoint.quick("GET", this::federationState)));
  }

  private static void authorize(Exchange exchange) {
    throw new HttpException(401, "ACL support disabled");
  }

  private void noStates(Exchange exchange) {
    answer(exchange, NULL);
  }

  private void federationState(Exchange exchange) {
    var name = RowParameters.name(exchange.request(), FEDERATION_STATE, "datacenter name");
    if (name.equals(datacenter)) {
      answer(exchange, NULL);
    } else {
      exchange.respond(Response.empty(404));
    }
  }

  private void answer(Exchange exchange, Encoding<List<ServiceNode>> encoding) {
    var options = parameters.options(exchange.request());
    reads.json(
        exchange, new Nothing<ServiceNode>(), options, encoding, ReadAnswers.Profile.INDEXED);
  }
}
