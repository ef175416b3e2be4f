package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.map;
import static praetor.model.codec.Codecs.nullableList;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import praetor.agent.read.ServiceTopology.Neighbours;
import praetor.model.CheckServiceNode;
import praetor.model.codec.Shape;

/**
 * The neighbours of a service in the form of Consul's {@code IndexedServiceTopology}. Source:
 * replies of Consul 1.21.4 without intentions, where everybody may call everybody.
 *
 * @param kind of the service; that of a gateway has no protocol
 */
public record TopologyReply(String kind, Neighbours neighbours) {
  private static final String KNOWN_BY = "proxy-registration";
  private static final String PROTOCOL = "tcp";
  private static final String GATEWAY = "ingress-gateway";

  /** That one may call the other. */
  private record Decision() {
    private static final Decision ALLOWED = new Decision();

    private static final Shape<Decision> SHAPE =
        Shape.<Decision>of("structs.IntentionDecisionSummary")
            .field("Allowed", BOOL, _ -> true)
            .field("HasPermissions", BOOL, _ -> false)
            .field("ExternalSource", STRING, _ -> "")
            .field("HasExact", BOOL, _ -> false)
            .field("DefaultAllow", BOOL, _ -> true)
            .build(_ -> ALLOWED);
  }

  private static final Shape<TopologyReply> TOPOLOGY =
      Shape.<TopologyReply>of("structs.ServiceTopology")
          .field("Upstreams", nullableList(NodeShapes.INSTANCE), t -> t.neighbours.upstreams())
          .field("Downstreams", nullableList(NodeShapes.INSTANCE), t -> t.neighbours.downstreams())
          .field("UpstreamDecisions", map(Decision.SHAPE), decided(Neighbours::above))
          .field("DownstreamDecisions", map(Decision.SHAPE), decided(Neighbours::below))
          .field("UpstreamSources", map(STRING), known(Neighbours::above))
          .field("DownstreamSources", map(STRING), known(Neighbours::below))
          .field("MetricsProtocol", STRING, t -> t.kind.isEmpty() ? PROTOCOL : "")
          .field("TransparentProxy", BOOL, t -> t.neighbours.transparent())
          .build(v -> read(v.next(), v.next(), v.next(), v.next(), v));

  static final Shape<TopologyReply> SHAPE =
      Shape.<TopologyReply>of("structs.IndexedServiceTopology")
          .field("ServiceTopology", TOPOLOGY, reply -> reply)
          .field("FilteredByACLs", BOOL, _ -> false)
          .build(v -> v.next());

  private static TopologyReply read(
      List<CheckServiceNode> upstreams,
      List<CheckServiceNode> downstreams,
      Map<String, Decision> above,
      Map<String, Decision> below,
      Shape.Values rest) {
    Map<String, String> _ = rest.next();
    Map<String, String> _ = rest.next();
    String protocol = rest.next();
    boolean transparent = rest.next();
    return new TopologyReply(
        protocol.isEmpty() ? GATEWAY : "",
        new Neighbours(transparent, above.keySet(), upstreams, below.keySet(), downstreams));
  }

  private static Function<TopologyReply, Map<String, Decision>> decided(
      Function<Neighbours, Set<String>> names) {
    return reply -> byName(names.apply(reply.neighbours), Decision.ALLOWED);
  }

  private static Function<TopologyReply, Map<String, String>> known(
      Function<Neighbours, Set<String>> names) {
    return reply -> byName(names.apply(reply.neighbours), KNOWN_BY);
  }

  private static <V> Map<String, V> byName(Set<String> names, V value) {
    Map<String, V> found = new TreeMap<>();
    names.forEach(name -> found.put(name, value));
    return found;
  }
}
