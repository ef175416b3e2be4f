package praetor.agent.local;

import java.util.List;
import java.util.Optional;
import praetor.model.HealthCheck;
import praetor.model.Node;
import praetor.model.NodeService;

/** A node as the catalog has it; without a node there is nothing else either. */
public record NodeContents(
    Optional<Node> node, List<NodeService> services, List<HealthCheck> checks) {
  public NodeContents {
    services = List.copyOf(services);
    checks = List.copyOf(checks);
  }
}
