package praetor.state;

import static praetor.model.codec.Codecs.list;

import java.util.List;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.codec.Shape;

/**
 * A node with its service instances.
 *
 * @param services by id
 */
public record NodeServices(Node node, List<NodeService> services) {
  public static final Shape<NodeServices> SHAPE =
      Shape.<NodeServices>of("structs.NodeServiceList")
          .field("Node", Node.SHAPE, NodeServices::node)
          .field("Services", list(NodeService.SHAPE), NodeServices::services)
          .build(v -> new NodeServices(v.next(), v.next()));
}
