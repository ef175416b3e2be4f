package praetor.agent.read;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import praetor.agent.acl.Access;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.Resource;
import praetor.model.ServiceNode;
import praetor.state.Read;
import praetor.state.WatchSet;

/**
 * The names of the services that the asker may see, with their tags. Source: the RPC method
 * Catalog.ListServices.
 *
 * @param nodeMeta pairs that the metadata of an instance's node must have
 * @param filter speaks of the instances; a service without one that matches is left out
 */
public record CatalogServices(Map<String, String> nodeMeta, RowFilter<ServiceNode> filter)
    implements Query<Map<String, List<String>>> {
  public CatalogServices {
    nodeMeta = Map.copyOf(nodeMeta);
  }

  @Override
  public Read<Map<String, List<String>>> read(ReadContext context) {
    filter.check();
    var view = context.view();
    var read =
        nodeMeta.isEmpty()
            ? view.services(context.watch())
            : view.services(nodeMeta, context.watch());
    return read.map(services -> visible(services, context.authorizer()))
        .map(services -> filter.isNone() ? services : filtered(services, context));
  }

  private static Map<String, List<String>> visible(
      Map<String, List<String>> services, Authorizer authorizer) {
    if (authorizer.equals(Authorizer.allowAll())) {
      return services;
    }
    Map<String, List<String>> seen = new TreeMap<>(services);
    seen.keySet().removeIf(name -> !authorizer.allows(Resource.SERVICE, name, Access.READ));
    return seen;
  }

  private Map<String, List<String>> filtered(
      Map<String, List<String>> services, ReadContext context) {
    Map<String, List<String>> kept = new TreeMap<>();
    for (var name : services.keySet()) {
      var instances = context.view().serviceNodes(name, WatchSet.none()).value();
      var matching =
          filter.keep(Rows.keep(instances, row -> Rows.hasMeta(row.nodeMeta(), nodeMeta)));
      if (!matching.isEmpty()) {
        var tags = new LinkedHashSet<String>();
        matching.forEach(row -> tags.addAll(row.serviceTags()));
        kept.put(name, List.copyOf(tags));
      }
    }
    return kept;
  }
}
