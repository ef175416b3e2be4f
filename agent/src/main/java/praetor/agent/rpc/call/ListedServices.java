package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.optional;

import java.util.List;
import java.util.Optional;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.codec.Shape;
import praetor.state.NodeServices;

/**
 * A node that may be unknown, with its services in a list. Source: replies of Consul 1.21.4 to
 * Catalog.NodeServiceList.
 *
 * @param filtered whether a filter chose the services: an empty list is nil without one
 */
public record ListedServices(Optional<NodeServices> found, boolean filtered) {
  static final Shape<ListedServices> SHAPE =
      Shape.<ListedServices>of("structs.NodeServiceList")
          .field("Node", optional(Node.SHAPE), listed -> listed.found.map(NodeServices::node))
          .field("Services", optional(list(NodeShapes.SERVICE)), ListedServices::services)
          .build(v -> of(v.next(), v.next()));

  private static ListedServices of(Optional<Node> node, Optional<List<NodeService>> services) {
    return new ListedServices(
        node.map(known -> new NodeServices(known, services.orElse(List.of()))),
        services.isPresent());
  }

  private Optional<List<NodeService>> services() {
    return found.map(NodeServices::services).filter(some -> filtered || !some.isEmpty());
  }
}
