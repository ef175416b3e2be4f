package praetor.agent.read;

import java.util.List;
import praetor.agent.acl.Authorizer;
import praetor.model.CheckServiceNode;
import praetor.model.HealthCheck;
import praetor.state.Read;

/**
 * The instances of a service with their nodes and checks, by node and id. Source: the RPC method
 * Health.ServiceNodes.
 */
public record HealthInstances(InstanceChoice choice, RowFilter<CheckServiceNode> filter, Near near)
    implements Query<List<CheckServiceNode>> {
  @Override
  public Read<List<CheckServiceNode>> read(ReadContext context) {
    filter.check();
    var view = context.view();
    var read =
        choice.connect()
            ? view.checkConnectServiceNodes(choice.service(), context.watch())
            : view.checkServiceNodes(choice.service(), context.watch());
    return read.map(rows -> derived(rows, context));
  }

  private List<CheckServiceNode> derived(List<CheckServiceNode> rows, ReadContext context) {
    // Permissions and distances are not in the query.
    boolean pure = context.authorizer().equals(Authorizer.allowAll()) && near.equals(Near.NOTHING);
    if (!pure) {
      return chosen(rows, context);
    }
    return choice.isAll() && filter.isNone()
        ? rows
        : context.derived().of(rows, this, () -> chosen(rows, context));
  }

  private List<CheckServiceNode> chosen(List<CheckServiceNode> rows, ReadContext context) {
    var kept = Rows.keep(rows, row -> fits(row, context.authorizer()));
    return near.sort(context.view(), filter.keep(kept), row -> row.node().node());
  }

  private boolean fits(CheckServiceNode row, Authorizer authorizer) {
    return isHealthy(row)
        && Rows.hasTags(row.service().tags(), choice.tags())
        && Rows.hasMeta(row.node().meta(), choice.nodeMeta())
        && Rows.visible(authorizer, row.node().node(), row.service().service());
  }

  private boolean isHealthy(CheckServiceNode row) {
    for (var check : row.checks()) {
      boolean kept =
          switch (choice.health()) {
            case ANY -> true;
            case NOT_CRITICAL -> !check.status().equals(HealthCheck.CRITICAL);
            case PASSING -> check.status().equals(HealthCheck.PASSING);
          };
      if (!kept) {
        return false;
      }
    }
    return true;
  }
}
