package praetor.agent.read;

import java.util.List;
import java.util.Map;
import praetor.model.CheckServiceNode;

/**
 * The instances of a service with their nodes and checks, as a subscriber follows them. Source: the
 * topics ServiceHealth and ServiceHealthConnect of Consul's StateChangeSubscription.
 *
 * @param connect those through which the mesh reaches the service instead of its own
 */
public record SubscribedInstances(String service, boolean connect)
    implements MappedQuery<List<CheckServiceNode>, List<CheckServiceNode>> {
  @Override
  public Query<List<CheckServiceNode>> source() {
    var choice =
        new InstanceChoice(service, connect, List.of(), Map.of(), InstanceChoice.Health.ANY);
    return new HealthInstances(choice, RowFilter.none(CheckServiceNode.SHAPE), Near.NOTHING);
  }

  @Override
  public List<CheckServiceNode> map(List<CheckServiceNode> rows) {
    return rows;
  }
}
