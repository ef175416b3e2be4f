package praetor.http.api;

import java.util.List;
import praetor.agent.acl.Access;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.Resource;
import praetor.agent.checks.CheckRules;
import praetor.agent.local.CheckRequests;
import praetor.agent.local.LocalCheck;
import praetor.agent.local.LocalState;
import praetor.agent.local.Registrations;
import praetor.http.Exchange;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.BlockingHandler;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.DecodeException;
import praetor.model.HealthCheck;

/** /v1/agent/checks, /v1/agent/check/ and /v1/agent/maintenance: the checks of this agent. */
final class AgentCheckHandlers {
  private static final String DEREGISTER = "/v1/agent/check/deregister/";
  private static final String UPDATE = "/v1/agent/check/update/";

  private final LocalState state;
  private final Registrations registrations;
  private final ReadParameters parameters;

  AgentCheckHandlers(LocalState state, Registrations registrations, ReadParameters parameters) {
    this.state = state;
    this.registrations = registrations;
    this.parameters = parameters;
  }

  List<Route> routes() {
    return List.of(
        Route.at("/v1/agent/checks", Endpoint.quick("GET", this::list)),
        Route.at("/v1/agent/check/register", Endpoint.blocking("PUT", this::register)),
        Route.at(DEREGISTER, Endpoint.blocking("PUT", this::deregister)),
        report("/v1/agent/check/pass/", HealthCheck.PASSING),
        report("/v1/agent/check/warn/", HealthCheck.WARNING),
        report("/v1/agent/check/fail/", HealthCheck.CRITICAL),
        Route.at(UPDATE, Endpoint.blocking("PUT", this::update)),
        Route.at("/v1/agent/maintenance", Endpoint.blocking("PUT", this::maintain)));
  }

  private void list(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var authorizer = parameters.caller(request).authorizer();
    var visible =
        state.checks().stream()
            .map(LocalCheck::health)
            .filter(check -> allows(authorizer, check, Access.READ))
            .toList();
    var out = JsonForm.writer(request);
    AgentJson.checks(AgentFilter.keepChecks(request, visible), out);
    exchange.respond(Response.json(out.toBytes()));
  }

  private boolean allows(Authorizer authorizer, HealthCheck check, Access access) {
    return check.serviceId().isEmpty()
        ? authorizer.allows(Resource.NODE, state.node().name(), access)
        : authorizer.allows(Resource.SERVICE, check.serviceName(), access);
  }

  private Response register(Request request) {
    ReadParameters.refuseEnterprise(request);
    var caller = parameters.caller(request);
    try {
      var check = CheckRequests.registration(request.body());
      requireWrite(request, check.serviceId());
      registrations.registerCheck(check, caller.token());
    } catch (DecodeException e) {
      throw undecodable(e);
    }
    return AgentAnswers.done();
  }

  private Response deregister(Request request) throws InterruptedException {
    ReadParameters.refuseEnterprise(request);
    var id = request.pathAfter(DEREGISTER);
    requireWriteOf(request, id);
    var serviceId = serviceOf(id);
    registrations.deregisterCheck(id);
    return AgentAnswers.doneWhenWritten(state, serviceId);
  }

  private Route report(String path, String status) {
    BlockingHandler handler =
        request -> {
          ReadParameters.refuseEnterprise(request);
          var id = request.pathAfter(path);
          requireWriteOf(request, id);
          var serviceId = serviceOf(id);
          registrations.report(id, status, request.query().get("note"));
          return AgentAnswers.doneWhenWritten(state, serviceId);
        };
    return Route.at(path, Endpoint.blocking("PUT", handler));
  }

  private Response update(Request request) throws InterruptedException {
    ReadParameters.refuseEnterprise(request);
    var id = request.pathAfter(UPDATE);
    CheckRequests.Update update;
    try {
      update = CheckRequests.update(request.body());
    } catch (DecodeException e) {
      throw undecodable(e);
    }
    if (!CheckRules.isStatus(update.status())) {
      throw new HttpException(400, "Invalid check status: '" + update.status() + "'");
    }
    requireWriteOf(request, id);
    var serviceId = serviceOf(id);
    registrations.report(id, update.status(), update.output());
    return AgentAnswers.doneWhenWritten(state, serviceId);
  }

  private Response maintain(Request request) throws InterruptedException {
    boolean enable = AgentAnswers.enable(request);
    var caller = parameters.caller(request);
    caller.authorizer().require(Resource.NODE, state.node().name(), Access.WRITE);
    registrations.nodeMaintenance(enable, request.query().get("reason"), caller.token());
    return AgentAnswers.doneWhenWritten(state, "");
  }

  private void requireWriteOf(Request request, String checkId) {
    requireWrite(request, serviceOf(checkId));
  }

  private String serviceOf(String checkId) {
    return state.check(checkId).map(check -> check.health().serviceId()).orElse("");
  }

  private void requireWrite(Request request, String serviceId) {
    var authorizer = parameters.caller(request).authorizer();
    if (serviceId.isEmpty()) {
      authorizer.require(Resource.NODE, state.node().name(), Access.WRITE);
    } else {
      var name = state.service(serviceId).map(local -> local.service().service());
      authorizer.require(Resource.SERVICE, name.orElse(serviceId), Access.WRITE);
    }
  }

  private static HttpException undecodable(DecodeException e) {
    return new HttpException(400, "Request decode failed: " + e.getMessage());
  }
}
