package praetor.agent.read;

import java.util.List;
import java.util.Map;
import praetor.model.HealthCheck;
import praetor.state.Read;

/**
 * Checks in a state, of a node or of a service. Source: the RPC methods Health.ChecksInState,
 * Health.NodeChecks and Health.ServiceChecks.
 *
 * @param nodeMeta pairs that the metadata of a check's node must have
 */
public record HealthChecks(
    HealthChecks.Of of, RowFilter<HealthCheck> filter, Map<String, String> nodeMeta, Near near)
    implements Query<List<HealthCheck>> {
  public HealthChecks {
    nodeMeta = Map.copyOf(nodeMeta);
  }

  /** Whose checks are asked for. */
  public sealed interface Of {
    /** With this status, or with {@code any}. */
    record State(String status) implements Of {}

    /** On the node, those of its services too. */
    record Node(String name) implements Of {}

    /** Of the instances of a service, not of their nodes. */
    record Service(String name) implements Of {}
  }

  @Override
  public Read<List<HealthCheck>> read(ReadContext context) {
    filter.check();
    var view = context.view();
    var read =
        switch (of) {
          case Of.State(var status) -> view.checksInState(status, context.watch());
          case Of.Node(var name) -> view.nodeChecks(name, context.watch());
          case Of.Service(var name) -> view.serviceChecks(name, context.watch());
        };
    return read.map(checks -> chosen(checks, context));
  }

  private List<HealthCheck> chosen(List<HealthCheck> checks, ReadContext context) {
    var kept =
        Rows.keep(
            checks, check -> isOnNode(check, context) && Rows.visible(context.authorizer(), check));
    return near.sort(context.view(), filter.keep(kept), HealthCheck::node);
  }

  private boolean isOnNode(HealthCheck check, ReadContext context) {
    return nodeMeta.isEmpty()
        || context
            .view()
            .node(check.node())
            .filter(node -> Rows.hasMeta(node.meta(), nodeMeta))
            .isPresent();
  }
}
