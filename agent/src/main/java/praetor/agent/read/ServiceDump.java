package praetor.agent.read;

import java.util.List;
import java.util.Optional;
import praetor.model.CheckServiceNode;
import praetor.state.Read;

/**
 * All instances with their nodes and checks. Source: the RPC method Internal.ServiceDump.
 *
 * @param kind only those of this kind; an ordinary one is the empty kind
 */
public record ServiceDump(Optional<String> kind, RowFilter<CheckServiceNode> filter)
    implements Query<List<CheckServiceNode>> {
  @Override
  public Read<List<CheckServiceNode>> read(ReadContext context) {
    filter.check();
    return context
        .view()
        .serviceDump(context.watch())
        .map(rows -> filter.keep(Rows.keep(rows, row -> fits(row, context))));
  }

  private boolean fits(CheckServiceNode row, ReadContext context) {
    var service = row.service();
    return kind.filter(wanted -> !wanted.equals(service.kind())).isEmpty()
        && Rows.visible(context.authorizer(), row.node().node(), service.service());
  }
}
