package praetor.http.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import praetor.agent.RequestException;
import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.agent.local.LocalService;
import praetor.agent.local.LocalState;
import praetor.agent.local.Registrations;
import praetor.agent.local.ServiceBody;
import praetor.http.Exchange;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.DecodeException;
import praetor.model.NodeService;

/** /v1/agent/services and /v1/agent/service/: the services of this agent. */
final class AgentServiceHandlers {
  private static final String SERVICE = "/v1/agent/service/";
  private static final String DEREGISTER = "/v1/agent/service/deregister/";
  private static final String MAINTENANCE = "/v1/agent/service/maintenance/";

  private final LocalState state;
  private final Registrations registrations;
  private final ReadParameters parameters;
  private final Duration waitUsual;
  private final Duration waitMax;

  /**
   * @param waitUsual how long a reader waits for another hash that does not say
   * @param waitMax how long it waits at most
   */
  AgentServiceHandlers(
      LocalState state,
      Registrations registrations,
      ReadParameters parameters,
      Duration waitUsual,
      Duration waitMax) {
    this.state = state;
    this.registrations = registrations;
    this.parameters = parameters;
    this.waitUsual = waitUsual;
    this.waitMax = waitMax;
  }

  List<Route> routes() {
    return List.of(
        Route.at("/v1/agent/services", Endpoint.quick("GET", this::list)),
        Route.at(SERVICE, Endpoint.quick("GET", this::get)),
        Route.at("/v1/agent/service/register", Endpoint.blocking("PUT", this::register)),
        Route.at(DEREGISTER, Endpoint.blocking("PUT", this::deregister)),
        Route.at(MAINTENANCE, Endpoint.blocking("PUT", this::maintain)));
  }

  private void list(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var authorizer = parameters.caller(request).authorizer();
    var visible =
        state.services().stream()
            .filter(
                local ->
                    authorizer.allows(Resource.SERVICE, local.service().service(), Access.READ))
            .toList();
    var kept = AgentFilter.keep(request, visible, NodeService.SHAPE, LocalService::service);
    var out = JsonForm.writer(request);
    AgentJson.services(kept, state.node().datacenter(), out);
    exchange.respond(Response.json(out.toBytes()));
  }

  private void get(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var id = request.pathAfter(SERVICE);
    var maxWait = maxWait(parameters.options(request).maxWait());
    var hash = request.query().get("hash");
    var found =
        hash.isEmpty() || maxWait.isNegative()
            ? CompletableFuture.completedFuture(state.service(id))
            : waiting(exchange, id, hash, maxWait);
    found.whenComplete(
        (service, failure) -> {
          if (failure == null) {
            exchange.respond(one(request, id, service));
          }
        });
  }

  /** The service when it has another hash, or when the time is over. */
  private CompletableFuture<Optional<LocalService>> waiting(
      Exchange exchange, String id, String hash, Duration maxWait) {
    var changed = state.serviceAfter(id, hash);
    if (!changed.isDone()) {
      exchange.onGone(() -> changed.cancel(false));
      changed.completeOnTimeout(state.service(id), maxWait.toNanos(), TimeUnit.NANOSECONDS);
    }
    return changed;
  }

  private Duration maxWait(Duration asked) {
    if (asked.isZero()) {
      return waitUsual;
    }
    return asked.compareTo(waitMax) > 0 ? waitMax : asked;
  }

  private Response one(Request request, String id, Optional<LocalService> service) {
    if (service.isEmpty()) {
      return Response.text(404, "unknown service ID: " + id);
    }
    var name = service.get().service().service();
    try {
      parameters.caller(request).authorizer().require(Resource.SERVICE, name, Access.READ);
    } catch (RequestException e) {
      return ReadAnswers.failed(e);
    }
    var out = JsonForm.writer(request);
    AgentJson.service(service.get(), state.node().datacenter(), true, out);
    return Response.json(out.toBytes()).header("X-Consul-Contenthash", service.get().contentHash());
  }

  private Response register(Request request) {
    ReadParameters.refuseEnterprise(request);
    var caller = parameters.caller(request);
    ServiceBody body;
    try {
      body = ServiceBody.parse(request.body());
    } catch (DecodeException e) {
      throw new HttpException(400, "Request decode failed: " + e.getMessage());
    }
    caller.authorizer().require(Resource.SERVICE, body.name(), Access.WRITE);
    var token = caller.token();
    registrations.registerService(body, token, request.has("replace-existing-checks"));
    return AgentAnswers.done();
  }

  private Response deregister(Request request) throws InterruptedException {
    ReadParameters.refuseEnterprise(request);
    var id = request.pathAfter(DEREGISTER);
    requireWrite(request, id);
    registrations.deregisterService(id);
    return AgentAnswers.doneWhenWritten(state, id);
  }

  private Response maintain(Request request) throws InterruptedException {
    var id = request.pathAfter(MAINTENANCE);
    if (id.isEmpty()) {
      throw new HttpException(400, "Missing service ID");
    }
    boolean enable = AgentAnswers.enable(request);
    ReadParameters.refuseEnterprise(request);
    requireWrite(request, id);
    var token = parameters.caller(request).token();
    registrations.serviceMaintenance(id, enable, request.query().get("reason"), token);
    return AgentAnswers.doneWhenWritten(state, id);
  }

  private void requireWrite(Request request, String id) {
    var name = state.service(id).map(local -> local.service().service()).orElse(id);
    parameters.caller(request).authorizer().require(Resource.SERVICE, name, Access.WRITE);
  }
}
