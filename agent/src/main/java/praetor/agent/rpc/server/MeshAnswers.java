package praetor.agent.rpc.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.entry.ConfigEntryList;
import praetor.agent.read.Query;
import praetor.agent.read.RowFilter;
import praetor.agent.read.ServiceTopology;
import praetor.agent.read.UiOverview;
import praetor.agent.rpc.Stages;
import praetor.agent.rpc.call.EntryRead;
import praetor.agent.rpc.call.ListedEntries;
import praetor.agent.rpc.call.MeshCalls;
import praetor.agent.rpc.call.Method;
import praetor.agent.rpc.call.ReadRequest;
import praetor.agent.rpc.call.Reply;
import praetor.agent.rpc.call.ResolvedConfig;
import praetor.agent.rpc.call.ServiceRead;
import praetor.agent.rpc.call.TopologyReply;
import praetor.agent.servers.Servers;
import praetor.model.entry.ConfigEntry;
import praetor.model.entry.EntryKinds;

/** Answers what Consul's client agents ask about the mesh, as far as there is something to say. */
final class MeshAnswers {
  /** Kinds that would have something to say of services do not exist here. */
  private static final String NONE_OF_THESE = "service-defaults";

  private MeshAnswers() {}

  static void addTo(MethodTable table) {
    table.on(
        MeshCalls.OVERVIEWS,
        (request, servers) ->
            table.ask(request, new UiOverview(), servers).thenApply(Reply::value));
    table.on(
        MeshCalls.LIST_ENTRIES,
        (request, servers) ->
            Stages.map(
                table.ask(request, entries(request), servers),
                reply -> reply.map(found -> new ListedEntries(request.body().kind(), found))));
    table.on(
        MeshCalls.RESOLVE,
        (request, servers) ->
            Stages.map(
                table.ask(request, ofKind(NONE_OF_THESE, ""), servers),
                reply -> new ResolvedConfig(reply.meta())));
    table.on(
        MeshCalls.TOPOLOGY,
        (request, servers) ->
            Stages.map(
                table.ask(request, new ServiceTopology(request.body().serviceName()), servers),
                reply -> reply.map(found -> topology(request.body(), found))));
    nothing(table, MeshCalls.FEDERATION_STATES, List.of());
    nothing(table, MeshCalls.FEDERATION_STATE, Optional.empty());
    nothing(table, MeshCalls.MESH_GATEWAYS, Map.of());
    nothing(table, MeshCalls.GATEWAY_DUMP, List.of());
    table.on(
        MeshCalls.EXPORTED,
        (request, servers) -> {
          if (request.body().peerName().isEmpty()) {
            throw RequestException.failed("must provide PeerName");
          }
          return nothing(table, request, servers, List.of());
        });
  }

  private static TopologyReply topology(ServiceRead asked, ServiceTopology.Neighbours found) {
    return new TopologyReply(asked.serviceKind(), found);
  }

  /** Answers a read with nothing, at the index of what could have something to say. */
  static <B, V> void nothing(
      MethodTable table, Method<ReadRequest<B>, Reply<V>> method, V nothing) {
    table.on(method, (request, servers) -> nothing(table, request, servers, nothing));
  }

  static <B, V> CompletableFuture<Reply<V>> nothing(
      MethodTable table, ReadRequest<B> request, Servers servers, V nothing) {
    return Stages.map(
        table.ask(request, ofKind(NONE_OF_THESE, ""), servers), reply -> reply.map(_ -> nothing));
  }

  private static Query<List<ConfigEntry>> entries(ReadRequest<EntryRead> request) {
    var kind = request.body().kind();
    if (!EntryKinds.exists(kind)) {
      throw RequestException.failed("invalid config entry kind: " + kind);
    }
    return ofKind(kind, request.options().filter());
  }

  private static ConfigEntryList ofKind(String kind, String filter) {
    return new ConfigEntryList(kind, RowFilter.of(filter, ConfigEntryList.FILTERED));
  }
}
