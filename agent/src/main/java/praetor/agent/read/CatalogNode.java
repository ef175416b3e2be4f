package praetor.agent.read;

import java.util.Optional;
import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.model.NodeService;
import praetor.state.NodeServices;
import praetor.state.Read;

/**
 * A node with its services. Source: the RPC methods Catalog.NodeServices and
 * Catalog.NodeServiceList.
 *
 * @param nameOrId the node's name, its id or the beginning of its id
 */
public record CatalogNode(String nameOrId, RowFilter<NodeService> filter)
    implements Query<Optional<NodeServices>> {
  @Override
  public Read<Optional<NodeServices>> read(ReadContext context) {
    filter.check();
    var authorizer = context.authorizer();
    return context
        .view()
        .nodeServices(nameOrId, context.watch())
        .map(
            found ->
                found
                    .filter(of -> authorizer.allows(Resource.NODE, of.node().node(), Access.READ))
                    .map(of -> chosen(of, context)));
  }

  private NodeServices chosen(NodeServices found, ReadContext context) {
    var seen =
        Rows.keep(
            found.services(),
            service ->
                context.authorizer().allows(Resource.SERVICE, service.service(), Access.READ));
    return new NodeServices(found.node(), filter.keep(seen));
  }
}
