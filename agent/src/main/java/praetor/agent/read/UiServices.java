package praetor.agent.read;

import java.util.List;
import java.util.Optional;
import praetor.model.CheckServiceNode;

/**
 * All services in a few figures, by name. Source: GET /v1/internal/ui/services.
 *
 * @param filter speaks of the instances
 */
public record UiServices(RowFilter<CheckServiceNode> filter)
    implements MappedQuery<List<CheckServiceNode>, List<ServiceSummary>> {
  @Override
  public Query<List<CheckServiceNode>> source() {
    return new ServiceDump(Optional.empty(), filter);
  }

  @Override
  public List<ServiceSummary> map(List<CheckServiceNode> rows) {
    return List.copyOf(ServiceSummary.of(rows));
  }
}
