package praetor.http.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.agent.acl.Access;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.Resource;
import praetor.agent.local.LocalCheck;
import praetor.agent.local.LocalHealth;
import praetor.agent.local.LocalService;
import praetor.agent.local.LocalState;
import praetor.http.Body;
import praetor.http.Exchange;
import praetor.http.Headers;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.HealthCheck;

/**
 * /v1/agent/health/service/: whether a service of this agent is fit, told by the status code too.
 */
final class AgentHealthHandlers {
  private static final String BY_ID = "/v1/agent/health/service/id/";
  private static final String BY_NAME = "/v1/agent/health/service/name/";

  private final LocalState state;
  private final ReadParameters parameters;

  AgentHealthHandlers(LocalState state, ReadParameters parameters) {
    this.state = state;
    this.parameters = parameters;
  }

  List<Route> routes() {
    return List.of(
        Route.at(BY_ID, Endpoint.quick("GET", this::byId)),
        Route.at(BY_NAME, Endpoint.quick("GET", this::byName)));
  }

  private void byId(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var id = request.pathAfter(BY_ID);
    if (id.isEmpty()) {
      throw new HttpException(500, "Missing serviceID");
    }
    var service = state.service(id).filter(local -> mayRead(request, local));
    var out = JsonForm.writer(request);
    if (service.isEmpty()) {
      AgentJson.health(HealthCheck.CRITICAL, Optional.empty(), List.of(), "", out);
      exchange.respond(answer(request, 404, "ServiceId " + id + " not found", out.toBytes()));
      return;
    }
    var checks = checks(service.get());
    var status = LocalHealth.worst(checks);
    AgentJson.health(status, service, checks, state.node().datacenter(), out);
    exchange.respond(answer(request, code(status), status, out.toBytes()));
  }

  private void byName(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var name = request.pathAfter(BY_NAME);
    if (name.isEmpty()) {
      throw new HttpException(500, "Missing service Name");
    }
    var all = new ArrayList<LocalCheck>();
    var out = JsonForm.writer(request).beginArray();
    boolean found = false;
    for (var service : state.services()) {
      if (service.service().service().equals(name) && mayRead(request, service)) {
        found = true;
        var checks = checks(service);
        all.addAll(checks);
        AgentJson.health(
            LocalHealth.worst(checks),
            Optional.of(service),
            checks,
            state.node().datacenter(),
            out);
      }
    }
    var body = out.endArray().toBytes();
    var status = LocalHealth.worst(all);
    exchange.respond(
        found
            ? answer(request, code(status), status, body)
            : answer(request, 404, "ServiceName " + name + " Not Found", body));
  }

  private boolean mayRead(Request request, LocalService local) {
    Authorizer authorizer = parameters.caller(request).authorizer();
    return authorizer.allows(Resource.SERVICE, local.service().service(), Access.READ);
  }

  private List<LocalCheck> checks(LocalService service) {
    var checks = new ArrayList<>(state.nodeChecks());
    checks.addAll(state.checksOf(service.id()));
    return checks;
  }

  private static int code(String status) {
    return switch (status) {
      case HealthCheck.PASSING -> 200;
      case HealthCheck.WARNING -> 429;
      default -> 503;
    };
  }

  private static Response answer(Request request, int status, String reason, byte[] json) {
    var response =
        wantsText(request)
            ? Response.of(
                status,
                Headers.of("Content-Type", "text/plain"),
                new Body.Bytes(reason.getBytes(StandardCharsets.UTF_8)))
            : Response.json(status, json);
    return response.header("X-Consul-Reason", reason);
  }

  private static boolean wantsText(Request request) {
    return request.query().get("format").equals("text")
        || request.headers().first("Accept").filter(a -> a.startsWith("text/plain")).isPresent();
  }
}
