package praetor.http.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import praetor.agent.Version;
import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.agent.config.AgentConfig;
import praetor.agent.local.NodeFacts;
import praetor.agent.membership.Membership;
import praetor.http.Exchange;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.Coordinate;
import praetor.model.codec.Codecs;
import praetor.model.codec.JsonWriter;

/** /v1/agent/self, /v1/agent/version and /v1/agent/host: who and where this agent is. */
final class AgentSelfHandlers {
  private final Supplier<AgentConfig> config;
  private final NodeFacts node;
  private final Membership membership;
  private final Supplier<Coordinate> coordinate;
  private final AgentStats stats;
  private final AgentBuild build;
  private final ReadParameters parameters;

  /**
   * @param config the configuration in force
   * @param coordinate where the agent is in the network
   */
  AgentSelfHandlers(
      Supplier<AgentConfig> config,
      NodeFacts node,
      Membership membership,
      Supplier<Coordinate> coordinate,
      AgentStats stats,
      AgentBuild build,
      ReadParameters parameters) {
    this.config = config;
    this.node = node;
    this.membership = membership;
    this.coordinate = coordinate;
    this.stats = stats;
    this.build = build;
    this.parameters = parameters;
  }

  List<Route> routes() {
    return List.of(
        Route.at("/v1/agent/self", Endpoint.quick("GET", this::self)),
        Route.at("/v1/agent/version", Endpoint.quick("GET", this::version)),
        Route.at("/v1/agent/host", Endpoint.blocking("GET", this::host)));
  }

  private void self(Exchange exchange) {
    var request = exchange.request();
    requireRead(request);
    var out = JsonForm.writer(request);
    out.beginObject();
    out.name("Config");
    config(out);
    out.name("DebugConfig");
    AgentDebugConfig.write(config.get(), build, out);
    out.name("Coord");
    Coordinate.SHAPE.writeJson(coordinate.get(), out);
    out.name("Member");
    AgentMemberHandlers.Row.SHAPE.writeJson(AgentMemberHandlers.Row.of(membership.self()), out);
    out.name("Stats").beginObject();
    stats.groups().forEach((name, values) -> texts(name, values, out));
    out.endObject();
    texts("Meta", node.meta(), out);
    if (config.get().role().server()) {
      out.name("xDS");
      xds(out);
    }
    out.endObject();
    exchange.respond(Response.json(out.toBytes()));
  }

  /** Clients parse the version: it is Consul's. Praetor's own stands in DebugConfig. */
  private void config(JsonWriter out) {
    var now = config.get();
    out.beginObject();
    out.name("Datacenter").value(now.node().datacenter());
    out.name("PrimaryDatacenter").value(now.node().primaryDatacenter());
    out.name("NodeName").value(node.name());
    out.name("NodeID").value(node.id());
    out.name("Revision").value(build.revision());
    out.name("Server").value(now.role().server());
    out.name("Version").value(Version.CONSUL);
    out.name("BuildDate").value(build.date());
    out.endObject();
  }

  /** Praetor configures no proxies. */
  private static void xds(JsonWriter out) {
    out.beginObject();
    out.name("SupportedProxies").beginObject().endObject();
    out.name("Port").value(-1);
    out.name("Ports").beginObject();
    out.name("Plaintext").value(-1);
    out.name("TLS").value(-1);
    out.endObject();
    out.endObject();
  }

  private static void texts(String name, Map<String, String> values, JsonWriter out) {
    out.name(name);
    Codecs.map(Codecs.STRING).writeJson(new TreeMap<>(values), out);
  }

  private void version(Exchange exchange) {
    var request = exchange.request();
    requireRead(request);
    var out = JsonForm.writer(request);
    out.beginObject();
    out.name("SHA").value(build.revision());
    out.name("BuildDate").value(build.date());
    out.name("HumanVersion").value(Version.CONSUL);
    out.name("FIPS").value("");
    out.endObject();
    exchange.respond(Response.json(out.toBytes()));
  }

  private Response host(Request request) {
    parameters.caller(request).authorizer().require(Resource.OPERATOR, "", Access.READ);
    var out = JsonForm.writer(request);
    AgentHost.write(config.get().dataDir(), out);
    return Response.json(out.toBytes());
  }

  private void requireRead(Request request) {
    parameters.caller(request).authorizer().require(Resource.AGENT, node.name(), Access.READ);
  }
}
