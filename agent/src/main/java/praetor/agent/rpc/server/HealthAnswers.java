package praetor.agent.rpc.server;

import java.util.List;
import java.util.Map;
import praetor.agent.read.HealthChecks;
import praetor.agent.read.HealthInstances;
import praetor.agent.read.Near;
import praetor.agent.read.Nothing;
import praetor.agent.read.Query;
import praetor.agent.read.RowFilter;
import praetor.agent.rpc.call.HealthCalls;
import praetor.agent.rpc.call.ReadRequest;
import praetor.agent.rpc.call.ServiceRead;
import praetor.model.CheckServiceNode;
import praetor.model.HealthCheck;

/** Answers the methods of health. */
final class HealthAnswers {
  private HealthAnswers() {}

  static void addTo(MethodTable table) {
    table.read(HealthCalls.SERVICE_NODES, HealthAnswers::instances);
    table.read(
        HealthCalls.SERVICE_CHECKS,
        request -> {
          var body = request.body();
          return checks(
              new HealthChecks.Of.Service(body.serviceName()),
              request,
              body.nodeMetaFilters(),
              body.source().near());
        });
    table.read(
        HealthCalls.NODE_CHECKS,
        request ->
            checks(
                new HealthChecks.Of.Node(request.body().node()), request, Map.of(), Near.NOTHING));
    table.read(
        HealthCalls.CHECKS_IN_STATE,
        request -> {
          var body = request.body();
          return checks(
              new HealthChecks.Of.State(body.state()),
              request,
              body.nodeMetaFilters(),
              body.source().near());
        });
  }

  /** Neither peers nor ingress gateways have anything here. */
  private static Query<List<CheckServiceNode>> instances(ReadRequest<ServiceRead> request) {
    var body = request.body();
    CatalogAnswers.requireName(body);
    if (!body.peerName().isEmpty() || body.ingress()) {
      return new Nothing<>();
    }
    return new HealthInstances(
        body.choice(),
        RowFilter.of(request.options().filter(), CheckServiceNode.SHAPE),
        body.source().near());
  }

  private static Query<List<HealthCheck>> checks(
      HealthChecks.Of of, ReadRequest<?> request, Map<String, String> nodeMeta, Near near) {
    var filter = RowFilter.of(request.options().filter(), HealthCheck.SHAPE);
    return new HealthChecks(of, filter, nodeMeta, near);
  }
}
