package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.map;
import static praetor.model.codec.Codecs.nullableList;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import praetor.model.CheckServiceNode;
import praetor.model.HealthCheck;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.codec.Shape;
import praetor.state.NodeInfo;
import praetor.state.NodeServices;

/** Nodes with what is on them, in the forms that replies have for them. Absent lists are nil. */
final class NodeShapes {
  static final Shape<NodeService> SERVICE = NodeService.SHAPE.with("Tags", nullableList(STRING));
  static final Shape<HealthCheck> CHECK =
      HealthCheck.SHAPE.with("ServiceTags", nullableList(STRING));
  static final Shape<CheckServiceNode> INSTANCE =
      CheckServiceNode.SHAPE.with("Service", SERVICE).with("Checks", list(CHECK));

  /** A node with its services by id. */
  static final Shape<NodeServices> MAP =
      Shape.<NodeServices>of("structs.NodeServices")
          .field("Node", Node.SHAPE, NodeServices::node)
          .field("Services", map(SERVICE), NodeShapes::byId)
          .build(v -> ofMap(v.next(), v.next()));

  /** A node with its services and checks. */
  static final Shape<NodeInfo> INFO =
      NodeInfo.SHAPE.with("Services", list(SERVICE)).with("Checks", list(CHECK));

  private NodeShapes() {}

  private static Map<String, NodeService> byId(NodeServices found) {
    Map<String, NodeService> services = new TreeMap<>();
    found.services().forEach(service -> services.put(service.id(), service));
    return services;
  }

  private static NodeServices ofMap(Node node, Map<String, NodeService> services) {
    return new NodeServices(node, List.copyOf(services.values()));
  }
}
