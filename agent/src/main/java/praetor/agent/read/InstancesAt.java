package praetor.agent.read;

import java.util.List;
import praetor.model.ServiceNode;
import praetor.state.Read;

/**
 * The instances that have an address of their own and have this one. Source: the RPC method
 * Catalog.ServiceNodes with a service address: how an agent answers a reverse lookup.
 */
public record InstancesAt(String address) implements Query<List<ServiceNode>> {
  @Override
  public Read<List<ServiceNode>> read(ReadContext context) {
    return context
        .view()
        .serviceDump(context.watch())
        .map(
            rows ->
                rows.stream()
                    .filter(row -> row.service().address().equals(address))
                    .filter(
                        row ->
                            Rows.visible(
                                context.authorizer(), row.node().node(), row.service().service()))
                    .map(row -> ServiceNode.of(row.node(), row.service()))
                    .toList());
  }
}
