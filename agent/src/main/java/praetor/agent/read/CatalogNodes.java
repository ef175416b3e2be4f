package praetor.agent.read;

import java.util.List;
import java.util.Map;
import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.model.Node;
import praetor.state.Read;

/**
 * The nodes that the asker may see. Source: the RPC method Catalog.ListNodes.
 *
 * @param nodeMeta pairs that a node's metadata must have
 */
public record CatalogNodes(RowFilter<Node> filter, Map<String, String> nodeMeta, Near near)
    implements Query<List<Node>> {
  public CatalogNodes {
    nodeMeta = Map.copyOf(nodeMeta);
  }

  @Override
  public Read<List<Node>> read(ReadContext context) {
    filter.check();
    return context.view().nodes(context.watch()).map(nodes -> chosen(nodes, context));
  }

  private List<Node> chosen(List<Node> nodes, ReadContext context) {
    var authorizer = context.authorizer();
    var seen =
        Rows.keep(
            nodes,
            node ->
                Rows.hasMeta(node.meta(), nodeMeta)
                    && authorizer.allows(Resource.NODE, node.node(), Access.READ));
    return near.sort(context.view(), filter.keep(seen), Node::node);
  }
}
