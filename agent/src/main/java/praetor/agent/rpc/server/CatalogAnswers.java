package praetor.agent.rpc.server;

import java.util.List;
import java.util.Optional;
import praetor.agent.RequestException;
import praetor.agent.read.CatalogInstances;
import praetor.agent.read.CatalogNode;
import praetor.agent.read.CatalogNodes;
import praetor.agent.read.CatalogServices;
import praetor.agent.read.InstancesAt;
import praetor.agent.read.Nothing;
import praetor.agent.read.Query;
import praetor.agent.read.RowFilter;
import praetor.agent.read.VirtualIpGet;
import praetor.agent.rpc.Stages;
import praetor.agent.rpc.call.CatalogCalls;
import praetor.agent.rpc.call.Empty;
import praetor.agent.rpc.call.ListedServices;
import praetor.agent.rpc.call.NodeRead;
import praetor.agent.rpc.call.ReadRequest;
import praetor.agent.rpc.call.Reply;
import praetor.agent.rpc.call.ServiceRead;
import praetor.agent.servers.Datacenters;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.ServiceNode;
import praetor.state.NodeServices;

/** Answers the methods of the catalog. */
final class CatalogAnswers {
  private CatalogAnswers() {}

  static void addTo(MethodTable table, Datacenters datacenters) {
    table.write(
        CatalogCalls.REGISTER,
        (body, servers, caller) -> servers.catalog().register(body, caller).thenApply(Empty::of));
    table.write(
        CatalogCalls.DEREGISTER,
        (body, servers, caller) -> servers.catalog().deregister(body, caller).thenApply(Empty::of));
    table.on(CatalogCalls.LIST_DATACENTERS, (_, _) -> datacenters.byDistance());
    table.read(CatalogCalls.LIST_NODES, CatalogAnswers::nodes);
    table.read(
        CatalogCalls.LIST_SERVICES,
        request ->
            new CatalogServices(
                request.body().nodeMetaFilters(),
                RowFilter.of(request.options().filter(), ServiceNode.SHAPE)));
    table.read(CatalogCalls.SERVICE_NODES, CatalogAnswers::instances);
    table.read(CatalogCalls.NODE_SERVICES, CatalogAnswers::node);
    table.on(
        CatalogCalls.NODE_SERVICE_LIST,
        (request, servers) ->
            Stages.map(
                table.ask(request, node(request), servers),
                reply -> reply.map(found -> listed(request, found))));
    table.read(CatalogCalls.GATEWAY_SERVICES, _ -> new Nothing<>());
    table.on(
        CatalogCalls.VIRTUAL_IP,
        (request, servers) ->
            table
                .ask(request, new VirtualIpGet(request.body().serviceName()), servers)
                .thenApply(Reply::value)
                .thenApply(address -> address.orElse("")));
  }

  private static Query<List<Node>> nodes(
      ReadRequest<praetor.agent.rpc.call.DatacenterRead> request) {
    var body = request.body();
    return new CatalogNodes(
        RowFilter.of(request.options().filter(), Node.SHAPE),
        body.nodeMetaFilters(),
        body.source().near());
  }

  private static Query<List<ServiceNode>> instances(ReadRequest<ServiceRead> request) {
    var body = request.body();
    if (!body.serviceAddress().isEmpty()) {
      return new InstancesAt(body.serviceAddress());
    }
    requireName(body);
    if (!body.peerName().isEmpty()) {
      return new Nothing<>();
    }
    return new CatalogInstances(
        body.choice(),
        RowFilter.of(request.options().filter(), ServiceNode.SHAPE),
        body.source().near());
  }

  static void requireName(ServiceRead body) {
    if (body.serviceName().isEmpty()) {
      throw RequestException.failed("Must provide service name");
    }
  }

  private static ListedServices listed(
      ReadRequest<NodeRead> request, Optional<NodeServices> found) {
    return new ListedServices(found, !request.options().filter().isEmpty());
  }

  private static Query<Optional<NodeServices>> node(ReadRequest<NodeRead> request) {
    var node = request.body().node();
    if (node.isEmpty()) {
      throw RequestException.failed("Must provide node");
    }
    return new CatalogNode(node, RowFilter.of(request.options().filter(), NodeService.SHAPE));
  }
}
