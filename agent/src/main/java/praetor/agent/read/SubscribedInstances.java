package praetor.agent.read;

import java.util.List;
import praetor.model.CheckServiceNode;
import praetor.state.Read;

/**
 * The instances of a service with their nodes and checks, as a subscriber follows them. Source: the
 * topics ServiceHealth and ServiceHealthConnect of Consul's StateChangeSubscription.
 *
 * @param connect those through which the mesh reaches the service instead of its own
 */
public record SubscribedInstances(String service, boolean connect)
    implements Query<List<CheckServiceNode>> {
  @Override
  public Read<List<CheckServiceNode>> read(ReadContext context) {
    var view = context.view();
    var read =
        connect
            ? view.checkConnectServiceNodes(service, context.watch())
            : view.checkServiceNodes(service, context.watch());
    return read.map(
        rows ->
            Rows.keep(
                rows,
                row ->
                    Rows.visible(
                        context.authorizer(), row.node().node(), row.service().service())));
  }
}
