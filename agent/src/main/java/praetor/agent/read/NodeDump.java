package praetor.agent.read;

import java.util.List;
import java.util.Optional;
import praetor.agent.acl.Access;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.Resource;
import praetor.state.NodeInfo;
import praetor.state.Read;

/**
 * Nodes with their services and checks. Source: the RPC methods Internal.NodeDump and
 * Internal.NodeInfo.
 *
 * @param node only this one, if it is there
 */
public record NodeDump(Optional<String> node, RowFilter<NodeInfo> filter)
    implements Query<List<NodeInfo>> {
  @Override
  public Read<List<NodeInfo>> read(ReadContext context) {
    filter.check();
    var view = context.view();
    var read =
        node.isEmpty()
            ? view.nodeDump(context.watch())
            : view.nodeInfo(node.get(), context.watch()).map(found -> found.stream().toList());
    return read.map(rows -> filter.keep(visible(rows, context.authorizer())));
  }

  private static List<NodeInfo> visible(List<NodeInfo> rows, Authorizer authorizer) {
    if (authorizer.equals(Authorizer.allowAll())) {
      return rows;
    }
    return rows.stream()
        .filter(row -> authorizer.allows(Resource.NODE, row.node().node(), Access.READ))
        .map(row -> visible(row, authorizer))
        .toList();
  }

  private static NodeInfo visible(NodeInfo row, Authorizer authorizer) {
    return new NodeInfo(
        row.node(),
        Rows.keep(
            row.services(),
            service -> authorizer.allows(Resource.SERVICE, service.service(), Access.READ)),
        Rows.keep(row.checks(), check -> Rows.visible(authorizer, check)));
  }
}
