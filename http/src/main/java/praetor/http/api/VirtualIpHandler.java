package praetor.http.api;

import java.util.List;
import praetor.agent.servers.Replies;
import praetor.agent.servers.Servers;
import praetor.agent.servers.VirtualIps;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.state.command.ManualIpsRequest;

/** PUT /v1/internal/service-virtual-ip. Source: Consul 1.21.4, vector internal-ui. */
final class VirtualIpHandler {
  private final Servers servers;
  private final ReadParameters parameters;

  VirtualIpHandler(Servers servers, ReadParameters parameters) {
    this.servers = servers;
    this.parameters = parameters;
  }

  List<Route> routes() {
    return List.of(
        Route.at("/v1/internal/service-virtual-ip", Endpoint.blocking("PUT", this::assign)));
  }

  private Response assign(Request request) {
    ReadParameters.refuseEnterprise(request);
    var asked = RequestBody.strict(request, ManualIpsRequest.SHAPE);
    var assigned = Replies.await(servers.virtualIps().assign(asked, parameters.caller(request)));
    return JsonForm.of(request, VirtualIps.Assigned.SHAPE, assigned);
  }
}
