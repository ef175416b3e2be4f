package praetor.http.api;

import java.util.List;
import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.agent.local.AgentControl;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;

/** /v1/agent/reload, /v1/agent/leave and /v1/agent/token/: what changes the agent itself. */
final class AgentControlHandlers {
  private final String node;
  private final AgentControl control;
  private final ReadParameters parameters;

  /**
   * @param node the name of this agent
   */
  AgentControlHandlers(String node, AgentControl control, ReadParameters parameters) {
    this.node = node;
    this.control = control;
    this.parameters = parameters;
  }

  List<Route> routes() {
    return List.of(
        Route.at("/v1/agent/reload", Endpoint.blocking("PUT", this::reload)),
        Route.at("/v1/agent/leave", Endpoint.blocking("PUT", this::leave)),
        Route.at("/v1/agent/token/", Endpoint.blocking("PUT", this::token)));
  }

  private Response reload(Request request) {
    requireWrite(request);
    control.reload();
    return AgentAnswers.done();
  }

  private Response leave(Request request) {
    requireWrite(request);
    control.leave();
    return AgentAnswers.done();
  }

  private Response token(Request request) {
    throw new HttpException(401, "ACL support disabled");
  }

  private void requireWrite(Request request) {
    parameters.caller(request).authorizer().require(Resource.AGENT, node, Access.WRITE);
  }
}
