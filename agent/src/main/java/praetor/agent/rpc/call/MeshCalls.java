package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.ANY;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.map;
import static praetor.model.codec.Codecs.nullableList;
import static praetor.model.codec.Codecs.optional;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.agent.read.UiOverview.Count;
import praetor.agent.read.UiOverview.Overview;
import praetor.model.codec.JsonValue;
import praetor.model.codec.Shape;

/**
 * Methods that Consul's client agents call for the user interface and for parts of the mesh of
 * which there is nothing to say here. Source: calls of Consul 1.21.4 client agents, replies of its
 * servers.
 */
public final class MeshCalls {
  private static final Shape<Count> COUNT =
      Shape.<Count>of("structs.HealthSummary")
          .field("Name", STRING, Count::name)
          .field("Total", INT, Count::total)
          .field("Passing", INT, Count::passing)
          .field("Warning", INT, Count::warning)
          .field("Critical", INT, Count::critical)
          .build(v -> new Count(v.next(), v.next(), v.next(), v.next(), v.next()));

  private static final Shape<Overview> OVERVIEW =
      Shape.<Overview>of("structs.CatalogSummary")
          .field("Nodes", list(COUNT), overview -> List.of(overview.nodes()))
          .field("Services", list(COUNT), Overview::services)
          .field("Checks", list(COUNT), Overview::checks)
          .build(
              v -> {
                List<Count> nodes = v.next();
                var all = nodes.isEmpty() ? Count.NONE : nodes.getFirst();
                return new Overview(all, v.next(), v.next());
              });

  /** The reply says nothing of the state. */
  public static final Method<ReadRequest<DatacenterRead>, Overview> OVERVIEWS =
      new Method<>("Internal.CatalogOverview", ReadRequest.shape(DatacenterRead.SHAPE), OVERVIEW);

  public static final Method<ReadRequest<EntryRead>, Reply<ListedEntries>> LIST_ENTRIES =
      new Method<>(
          "ConfigEntry.List", ReadRequest.shape(EntryRead.SHAPE), new ListedEntries.Form());

  public static final Method<ReadRequest<EntryRead>, ResolvedConfig> RESOLVE =
      new Method<>(
          "ConfigEntry.ResolveServiceConfig",
          ReadRequest.shape(EntryRead.SHAPE),
          new ResolvedConfig.Form());

  public static final Method<ReadRequest<DatacenterRead>, Reply<List<JsonValue>>>
      FEDERATION_STATES =
          new Method<>(
              "FederationState.List",
              ReadRequest.shape(DatacenterRead.SHAPE),
              Reply.shape("States", list(ANY)));

  public static final Method<ReadRequest<DatacenterRead>, Reply<Map<String, JsonValue>>>
      MESH_GATEWAYS =
          new Method<>(
              "FederationState.ListMeshGateways",
              ReadRequest.shape(DatacenterRead.SHAPE),
              Reply.shape("DatacenterNodes", map(ANY)));

  public static final Method<ReadRequest<ServiceRead>, Reply<List<JsonValue>>> GATEWAY_DUMP =
      new Method<>(
          "Internal.GatewayServiceDump",
          ReadRequest.shape(ServiceRead.SHAPE),
          Reply.shape("Dump", nullableList(ANY)));

  /** The neighbours of a service. */
  public static final Method<ReadRequest<ServiceRead>, Reply<TopologyReply>> TOPOLOGY =
      new Method<>(
          "Internal.ServiceTopology",
          ReadRequest.shape(ServiceRead.SHAPE),
          Reply.shape(TopologyReply.SHAPE));

  /** The gateways of one datacenter: the state is nil. */
  public static final Method<ReadRequest<DatacenterRead>, Reply<Optional<JsonValue>>>
      FEDERATION_STATE =
          new Method<>(
              "FederationState.Get",
              ReadRequest.shape(DatacenterRead.SHAPE),
              Reply.shape("State", optional(ANY)));

  /** What a peer is shown. */
  public static final Method<ReadRequest<ServiceDumpRead>, Reply<List<JsonValue>>> EXPORTED =
      new Method<>(
          "Internal.ExportedServicesForPeer",
          ReadRequest.shape(ServiceDumpRead.SHAPE),
          Reply.shape("Services", nullableList(ANY)));

  private MeshCalls() {}
}
