package praetor.agent.read;

import java.util.List;
import praetor.model.CheckServiceNode;
import praetor.state.Read;

/**
 * All services in a few figures, by name. Source: GET /v1/internal/ui/services.
 *
 * @param filter speaks of the instances
 */
public record UiServices(RowFilter<CheckServiceNode> filter)
    implements Query<List<ServiceSummary>> {
  @Override
  public Read<List<ServiceSummary>> read(ReadContext context) {
    filter.check();
    return instances(context).map(rows -> List.copyOf(ServiceSummary.of(filter.keep(rows))));
  }

  /** All instances that the asker may see. */
  static Read<List<CheckServiceNode>> instances(ReadContext context) {
    var authorizer = context.authorizer();
    return context
        .view()
        .serviceDump(context.watch())
        .map(
            rows ->
                Rows.keep(
                    rows,
                    row -> Rows.visible(authorizer, row.node().node(), row.service().service())));
  }
}
