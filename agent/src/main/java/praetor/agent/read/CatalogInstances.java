package praetor.agent.read;

import java.util.List;
import praetor.agent.acl.Authorizer;
import praetor.model.ServiceNode;
import praetor.state.Read;

/**
 * The instances of a service with their nodes, by node and id. Source: the RPC method
 * Catalog.ServiceNodes.
 *
 * @param choice without regard to checks
 */
public record CatalogInstances(InstanceChoice choice, RowFilter<ServiceNode> filter, Near near)
    implements Query<List<ServiceNode>> {
  @Override
  public Read<List<ServiceNode>> read(ReadContext context) {
    filter.check();
    var view = context.view();
    var read =
        choice.connect()
            ? view.connectServiceNodes(choice.service(), context.watch())
            : view.serviceNodes(choice.service(), context.watch());
    return read.map(rows -> derived(rows, context));
  }

  private List<ServiceNode> derived(List<ServiceNode> rows, ReadContext context) {
    // Permissions and distances are not in the query.
    boolean pure = context.authorizer().equals(Authorizer.allowAll()) && near.equals(Near.NOTHING);
    if (!pure) {
      return chosen(rows, context);
    }
    return choice.isAll() && filter.isNone()
        ? rows
        : context.derived().of(rows, this, () -> chosen(rows, context));
  }

  private List<ServiceNode> chosen(List<ServiceNode> rows, ReadContext context) {
    var kept = Rows.keep(rows, row -> fits(row, context.authorizer()));
    return near.sort(context.view(), filter.keep(kept), ServiceNode::node);
  }

  private boolean fits(ServiceNode row, Authorizer authorizer) {
    return Rows.hasTags(row.serviceTags(), choice.tags())
        && Rows.hasMeta(row.nodeMeta(), choice.nodeMeta())
        && Rows.visible(authorizer, row.node(), row.serviceName());
  }
}
