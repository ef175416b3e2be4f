package praetor.agent.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import praetor.agent.NodeDescription;
import praetor.agent.config.AgentConfig;
import praetor.agent.membership.Member;
import praetor.model.CheckServiceNode;
import praetor.model.HealthCheck;
import praetor.model.Locality;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.RegisterRequest;
import praetor.model.Weights;
import praetor.state.StateView;
import praetor.state.WatchSet;

/**
 * What the catalog says of the members of the pool: their nodes, the check {@code serfHealth}, and
 * the service {@code consul} of servers. Pure.
 *
 * <p>Source: what the leader of a Consul 1.21.4 datacenter registers.
 */
final class MemberRegistration {
  static final String SERF_HEALTH = "serfHealth";

  private static final String SERF_HEALTH_NAME = "Serf Health Status";
  private static final String ALIVE = "Agent alive and reachable";
  private static final String FAILED = "Agent not live or unreachable";
  private static final String CONSUL = "consul";

  private MemberRegistration() {}

  /**
   * What to write about a member that is alive; empty when the catalog says it already. What its
   * agent says of the node itself stays; what this server's own agent says is known, and a write of
   * both at the same time must not lose it.
   */
  static Optional<RegisterRequest> alive(Member member, StateView view, AgentConfig config) {
    var known = view.node(member.name());
    boolean self = member.name().equals(config.node().name());
    var facts = NodeDescription.of(config);
    Map<String, String> meta = new TreeMap<>(known.map(Node::meta).orElse(Map.of()));
    meta.put("consul-version", version(member));
    var request =
        request(
            config,
            member,
            self ? facts.taggedAddresses() : known.map(Node::taggedAddresses).orElse(Map.of()),
            self ? facts.meta() : meta,
            known.flatMap(Node::locality),
            member.isServer() ? Optional.of(service(member)) : Optional.empty(),
            serfHealth(member.name(), HealthCheck.PASSING, ALIVE));
    return isKnown(request, known, view) ? Optional.empty() : Optional.of(request);
  }

  /** What to write about a member that has failed; empty when there is nothing to say. */
  static Optional<RegisterRequest> failed(Member member, StateView view, AgentConfig config) {
    var known = view.node(member.name());
    if (known.isEmpty() || isHealth(view, member.name(), HealthCheck.CRITICAL)) {
      return Optional.empty();
    }
    return Optional.of(
        request(
            config,
            member,
            known.get().taggedAddresses(),
            known.get().meta(),
            known.get().locality(),
            Optional.empty(),
            serfHealth(member.name(), HealthCheck.CRITICAL, FAILED)));
  }

  private static RegisterRequest request(
      AgentConfig config,
      Member member,
      Map<String, String> taggedAddresses,
      Map<String, String> meta,
      Optional<Locality> locality,
      Optional<NodeService> service,
      HealthCheck check) {
    return new RegisterRequest(
        config.node().datacenter(),
        member.tags().getOrDefault("id", ""),
        member.name(),
        member.address(),
        new TreeMap<>(taggedAddresses),
        new TreeMap<>(meta),
        service,
        Optional.of(check),
        List.of(),
        false,
        locality,
        "",
        0,
        0);
  }

  private static boolean isKnown(RegisterRequest request, Optional<Node> known, StateView view) {
    return known
            .filter(
                node ->
                    node.address().equals(request.address())
                        && node.id().equals(request.id())
                        && node.meta().equals(request.nodeMeta())
                        && node.taggedAddresses().equals(request.taggedAddresses()))
            .isPresent()
        && isHealth(view, request.node(), HealthCheck.PASSING)
        && request.service().map(service -> isKnown(service, request.node(), view)).orElse(true);
  }

  private static boolean isKnown(NodeService service, String node, StateView view) {
    return view.checkServiceNodes(CONSUL, WatchSet.none()).value().stream()
        .filter(row -> row.node().node().equals(node))
        .map(CheckServiceNode::service)
        .anyMatch(known -> known.port() == service.port() && known.meta().equals(service.meta()));
  }

  private static boolean isHealth(StateView view, String node, String status) {
    return view.nodeChecks(node, WatchSet.none()).value().stream()
        .anyMatch(check -> check.checkId().equals(SERF_HEALTH) && check.status().equals(status));
  }

  private static NodeService service(Member member) {
    var zero = NodeService.SHAPE.zero();
    return new NodeService(
        "",
        CONSUL,
        CONSUL,
        List.of(),
        "",
        Map.of(),
        serviceMeta(member),
        port(member),
        "",
        Optional.of(Weights.DEFAULT),
        false,
        Optional.empty(),
        zero.proxy(),
        zero.connect(),
        false,
        "",
        0,
        0);
  }

  private static int port(Member member) {
    try {
      return Integer.parseInt(member.tags().getOrDefault("port", "0"));
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static Map<String, String> serviceMeta(Member member) {
    var replica =
        member.tags().containsKey("read_replica") || member.tags().containsKey("nonvoter");
    Map<String, String> meta = new TreeMap<>();
    meta.put("non_voter", Boolean.toString(replica));
    meta.put("raft_version", member.tags().getOrDefault("raft_vsn", "0"));
    meta.put("read_replica", Boolean.toString(replica));
    meta.put("serf_protocol_current", Integer.toString(member.memberlist().current()));
    meta.put("serf_protocol_max", Integer.toString(member.memberlist().max()));
    meta.put("serf_protocol_min", Integer.toString(member.memberlist().min()));
    meta.put("version", version(member));
    for (var tag : List.of("grpc_port", "grpc_tls_port")) {
      if (member.tags().containsKey(tag)) {
        meta.put(tag, member.tags().get(tag));
      }
    }
    return meta;
  }

  /** The build of a member is {@code 1.21.4:be0afc6e}. */
  static String version(Member member) {
    var build = member.tags().getOrDefault("build", "");
    int end = build.indexOf(':');
    return end < 0 ? build : build.substring(0, end);
  }

  private static HealthCheck serfHealth(String node, String status, String output) {
    var zero = HealthCheck.SHAPE.zero();
    return new HealthCheck(
        node,
        SERF_HEALTH,
        SERF_HEALTH_NAME,
        status,
        "",
        output,
        "",
        "",
        List.of(),
        "",
        "",
        "",
        0,
        zero.definition(),
        "",
        0,
        0);
  }
}
