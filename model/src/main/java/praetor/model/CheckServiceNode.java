package praetor.model;

import static praetor.model.codec.Codecs.list;

import java.util.List;
import praetor.model.codec.Shape;

/**
 * A service instance with its node and every check that counts for it: the rows of GET
 * /v1/health/service/:name.
 *
 * @param checks those of the node first, then those of the service
 */
public record CheckServiceNode(Node node, NodeService service, List<HealthCheck> checks) {
  public static final Shape<CheckServiceNode> SHAPE =
      Shape.<CheckServiceNode>of("structs.CheckServiceNode")
          .field("Node", Node.SHAPE, CheckServiceNode::node)
          .field("Service", NodeService.SHAPE, CheckServiceNode::service)
          .field("Checks", list(HealthCheck.SHAPE), CheckServiceNode::checks)
          .build(v -> new CheckServiceNode(v.next(), v.next(), v.next()));
}
