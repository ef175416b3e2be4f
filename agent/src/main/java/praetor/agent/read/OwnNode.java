package praetor.agent.read;

import java.util.List;
import java.util.Optional;
import praetor.model.HealthCheck;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.state.NodeServices;
import praetor.state.Read;

/**
 * A node as the catalog has it, for the agent that compares it with what it knows itself. Source:
 * the RPC methods Catalog.NodeServiceList and Health.NodeChecks.
 */
public record OwnNode(String name) implements Query<OwnNode.Contents> {
  /** The node; without it there is nothing else either. */
  public record Contents(
      Optional<Node> node, List<NodeService> services, List<HealthCheck> checks) {}

  @Override
  public Read<Contents> read(ReadContext context) {
    var view = context.view();
    var services = view.nodeServices(name, context.watch());
    var checks = view.nodeChecks(name, context.watch());
    return new Read<>(
        Math.max(services.index(), checks.index()),
        new Contents(
            services.value().map(NodeServices::node),
            services.value().map(NodeServices::services).orElse(List.of()),
            checks.value()));
  }
}
