package praetor.http.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import praetor.agent.config.AgentConfig;
import praetor.agent.local.AgentControl;
import praetor.agent.local.LocalAgent;
import praetor.agent.local.ServerStats;
import praetor.agent.membership.Membership;
import praetor.http.route.Route;
import praetor.model.Clock;
import praetor.model.Coordinate;

/** The endpoints below /v1/agent/. */
final class AgentRoutes {
  private AgentRoutes() {}

  /**
   * What the endpoints show and change.
   *
   * @param config the configuration in force
   * @param coordinate where the agent is in the network
   * @param server what the server tells of itself
   */
  record Parts(
      Supplier<AgentConfig> config,
      LocalAgent local,
      Membership membership,
      AgentControl control,
      Supplier<Coordinate> coordinate,
      Supplier<ServerStats> server,
      AgentLogTail log,
      AgentBuild build,
      Clock clock) {}

  static List<Route> of(Parts parts, ReadParameters parameters) {
    var local = parts.local();
    var state = local.state();
    var node = state.node();
    var config = parts.config().get();
    var registrations = local.registrations();
    var stats = new AgentStats(local, parts.membership(), parts.server(), parts.build());
    List<Route> routes = new ArrayList<>();
    routes.addAll(
        new AgentSelfHandlers(
                parts.config(),
                node,
                parts.membership(),
                parts.coordinate(),
                stats,
                parts.build(),
                parameters)
            .routes());
    routes.addAll(
        new AgentMemberHandlers(parts.membership(), parts.control(), parameters).routes());
    routes.addAll(
        new AgentServiceHandlers(
                state, registrations, parameters, config.defaultQueryTime(), config.maxQueryTime())
            .routes());
    routes.addAll(new AgentCheckHandlers(state, registrations, parameters).routes());
    routes.addAll(new AgentHealthHandlers(state, parameters).routes());
    routes.addAll(
        new AgentControlHandlers(node.name(), parts.control(), parameters).routes());
    routes.addAll(
        new AgentMetricHandlers(
                parts.config(),
                local,
                parts.membership(),
                parts.server(),
                parameters,
                parts.clock())
            .routes());
    routes.addAll(new AgentMonitorHandlers(node.name(), parts.log(), parameters).routes());
    return routes;
  }
}
