package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.ANY;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.map;
import static praetor.model.codec.Codecs.optional;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.model.DeregisterRequest;
import praetor.model.Node;
import praetor.model.RegisterRequest;
import praetor.model.ServiceNode;
import praetor.model.codec.JsonValue;
import praetor.state.NodeServices;

/** The methods of the catalog. */
public final class CatalogCalls {
  public static final Method<WriteRequest<RegisterRequest>, Empty> REGISTER =
      new Method<>(
          "Catalog.Register",
          WriteRequest.shape(RegisterRequest.SHAPE, RegisterRequest::datacenter),
          Empty.SHAPE);
  public static final Method<WriteRequest<DeregisterRequest>, Empty> DEREGISTER =
      new Method<>(
          "Catalog.Deregister",
          WriteRequest.shape(DeregisterRequest.SHAPE, DeregisterRequest::datacenter),
          Empty.SHAPE);

  /** The names of all datacenters, the nearest first. */
  public static final Method<QueryOptions, List<String>> LIST_DATACENTERS =
      new Method<>("Catalog.ListDatacenters", QueryOptions.SHAPE, list(STRING));

  public static final Method<ReadRequest<DatacenterRead>, Reply<List<Node>>> LIST_NODES =
      new Method<>(
          "Catalog.ListNodes",
          ReadRequest.shape(DatacenterRead.SHAPE),
          Reply.shape("Nodes", list(Node.SHAPE)));

  /** Names of services with their tags. */
  public static final Method<ReadRequest<DatacenterRead>, Reply<Map<String, List<String>>>>
      LIST_SERVICES =
          new Method<>(
              "Catalog.ListServices",
              ReadRequest.shape(DatacenterRead.SHAPE),
              Reply.shape("Services", map(list(STRING))));

  /** The instances of a service, or those at an address. */
  public static final Method<ReadRequest<ServiceRead>, Reply<List<ServiceNode>>> SERVICE_NODES =
      new Method<>(
          "Catalog.ServiceNodes",
          ReadRequest.shape(ServiceRead.SHAPE),
          Reply.shape("ServiceNodes", list(ServiceNode.SHAPE)));

  public static final Method<ReadRequest<NodeRead>, Reply<Optional<NodeServices>>> NODE_SERVICES =
      new Method<>(
          "Catalog.NodeServices",
          ReadRequest.shape(NodeRead.SHAPE),
          Reply.shape("NodeServices", optional(NodeShapes.MAP)));
  public static final Method<ReadRequest<NodeRead>, Reply<ListedServices>> NODE_SERVICE_LIST =
      new Method<>(
          "Catalog.NodeServiceList",
          ReadRequest.shape(NodeRead.SHAPE),
          Reply.shape("NodeServices", ListedServices.SHAPE));

  /** The services that a gateway serves: none, for Praetor keeps no configuration of gateways. */
  public static final Method<ReadRequest<ServiceRead>, Reply<List<JsonValue>>> GATEWAY_SERVICES =
      new Method<>(
          "Catalog.GatewayServices",
          ReadRequest.shape(ServiceRead.SHAPE),
          Reply.shape("Services", list(ANY)));

  public static final Method<ReadRequest<ServiceRead>, String> VIRTUAL_IP =
      new Method<>("Catalog.VirtualIPForService", ReadRequest.shape(ServiceRead.SHAPE), STRING);

  private CatalogCalls() {}
}
