package praetor.http.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.agent.Agent;
import praetor.agent.connect.LeafCertificates;
import praetor.http.route.Route;
import praetor.model.SystemClock;

/** Every endpoint of the API: the index of this package. */
public final class HttpApi {
  private final Agent agent;
  private final AgentLogTail log;
  private final AgentBuild build;
  private final List<Route> more;

  public HttpApi(Agent agent, AgentLogTail log, AgentBuild build) {
    this(agent, log, build, List.of());
  }

  private HttpApi(Agent agent, AgentLogTail log, AgentBuild build, List<Route> more) {
    this.agent = agent;
    this.log = log;
    this.build = build;
    this.more = List.copyOf(more);
  }

  /** The same with routes of others: what the daemon has besides the agent. */
  public HttpApi with(List<Route> others) {
    return new HttpApi(agent, log, build, others);
  }

  /** The routes in the order of the API's documentation. */
  public List<Route> routes() {
    var servers = agent.servers();
    var parameters = new ReadParameters(agent.tokens());
    boolean useCache = agent.config().http().useCache();
    var reads = new ReadAnswers(servers, useCache);
    var node = agent.config().node().name();
    var limits = agent.config().limits();
    long txnBytesMax = Math.max(limits.txnMaxReqLen(), limits.kvMaxValueSize());
    List<Route> routes = new ArrayList<>(agentRoutes(parameters));
    routes.addAll(new KvHandlers(servers, parameters, reads, limits.kvMaxValueSize()).routes());
    var sessionsIn =
        Optional.of(agent.config().node().datacenter())
            .filter(_ -> !agent.config().role().server());
    routes.addAll(new SessionHandlers(servers, parameters, reads, node, sessionsIn).routes());
    routes.addAll(new StatusHandlers(servers, parameters).routes());
    routes.addAll(new TxnHandlers(servers, parameters, txnBytesMax).routes());
    var datacenter = agent.config().node().datacenter();
    var rows = new RowParameters(node);
    var catalog = new CatalogHandlers(servers, parameters, reads, rows);
    routes.addAll(CatalogCounts.around(catalog.routes(), agent.metrics(), node));
    routes.addAll(new HealthHandlers(parameters, reads, rows).routes());
    routes.addAll(new CoordinateHandlers(servers, parameters, reads).routes());
    routes.addAll(new DatacenterHandlers(agent.datacenters(), parameters).routes());
    var executions = new QueryExecutions(servers, agent.queryCache(), useCache, node);
    routes.addAll(new QueryHandlers(servers, parameters, reads, executions).routes());
    routes.addAll(new ConfigEntryHandlers(servers, parameters, reads).routes());
    var leaves = new LeafCertificates(servers.certificates(), datacenter, SystemClock.INSTANCE);
    routes.addAll(
        new ConnectHandlers(agent.config(), agent.tokens(), servers, parameters, reads, leaves)
            .routes());
    routes.addAll(new VirtualIpHandler(servers, parameters).routes());
    routes.addAll(new OperatorHandlers(servers, parameters, reads, datacenter).routes());
    routes.addAll(new AutopilotHandlers(servers, parameters).routes());
    routes.addAll(new SnapshotHandlers(servers, parameters).routes());
    routes.addAll(
        new EventHandlers(agent.events(), agent.eventWrites(), parameters, agent::config).routes());
    routes.addAll(new KeyringHandlers(agent.keyring(), parameters).routes());
    routes.addAll(new UiHandlers(parameters, reads, agent.config().role().server()).routes());
    routes.addAll(new InternalHandlers(parameters, reads, datacenter).routes());
    routes.addAll(AclHandlers.routes());
    routes.addAll(more);
    return routes;
  }

  private List<Route> agentRoutes(ReadParameters parameters) {
    var config = agent.config();
    var local = agent.local();
    var state = local.state();
    var registrations = local.registrations();
    var membership = agent.membership();
    var control = agent.control();
    var node = config.node().name();
    var stats = new AgentStats(local, membership, agent::serverStats, build);
    List<Route> routes = new ArrayList<>();
    routes.addAll(
        new AgentServiceHandlers(
                state, registrations, parameters, config.defaultQueryTime(), config.maxQueryTime())
            .routes());
    routes.addAll(new AgentCheckHandlers(state, registrations, parameters).routes());
    routes.addAll(new AgentHealthHandlers(state, parameters).routes());
    routes.addAll(new AgentMemberHandlers(membership, control, parameters).routes());
    routes.addAll(new AgentControlHandlers(node, control, parameters).routes());
    routes.addAll(new AgentMetricHandlers(agent::config, agent.metrics(), parameters).routes());
    routes.addAll(new AgentMonitorHandlers(node, log, parameters).routes());
    routes.addAll(
        new AgentSelfHandlers(
                agent::config,
                agent.node(),
                membership,
                agent::coordinate,
                stats,
                build,
                parameters)
            .routes());
    return routes;
  }
}
