package praetor.agent.read;

import java.util.List;
import praetor.agent.acl.Access;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.Resource;
import praetor.state.NodeInfo;
import praetor.state.Read;

/** All nodes with their services and checks. Source: GET /v1/internal/ui/nodes. */
public record UiNodes(RowFilter<NodeInfo> filter) implements Query<List<NodeInfo>> {
  @Override
  public Read<List<NodeInfo>> read(ReadContext context) {
    filter.check();
    return context.view().nodeDump(context.watch()).map(rows -> chosen(rows, context));
  }

  private List<NodeInfo> chosen(List<NodeInfo> rows, ReadContext context) {
    var authorizer = context.authorizer();
    var seen = Rows.keep(rows, row -> isVisible(row, authorizer));
    return filter.keep(seen.stream().map(row -> visible(row, authorizer)).toList());
  }

  static boolean isVisible(NodeInfo row, Authorizer authorizer) {
    return authorizer.allows(Resource.NODE, row.node().node(), Access.READ);
  }

  /** The part of a node that the asker may see. */
  static NodeInfo visible(NodeInfo row, Authorizer authorizer) {
    var name = row.node().node();
    return new NodeInfo(
        row.node(),
        Rows.keep(row.services(), service -> Rows.visible(authorizer, name, service.service())),
        Rows.keep(row.checks(), check -> Rows.visible(authorizer, check)));
  }
}
