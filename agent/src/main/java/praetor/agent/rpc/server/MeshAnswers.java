package praetor.agent.rpc.server;

import java.util.List;
import java.util.Map;
import praetor.agent.RequestException;
import praetor.agent.entry.ConfigEntryList;
import praetor.agent.read.Query;
import praetor.agent.read.RowFilter;
import praetor.agent.read.UiOverview;
import praetor.agent.rpc.Stages;
import praetor.agent.rpc.call.EntryRead;
import praetor.agent.rpc.call.ListedEntries;
import praetor.agent.rpc.call.MeshCalls;
import praetor.agent.rpc.call.ReadRequest;
import praetor.agent.rpc.call.Reply;
import praetor.agent.rpc.call.ResolvedConfig;
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
        MeshCalls.FEDERATION_STATES,
        (request, servers) ->
            Stages.map(
                table.ask(request, ofKind(NONE_OF_THESE, ""), servers),
                reply -> reply.map(_ -> List.of())));
    table.on(
        MeshCalls.MESH_GATEWAYS,
        (request, servers) ->
            Stages.map(
                table.ask(request, ofKind(NONE_OF_THESE, ""), servers),
                reply -> reply.map(_ -> Map.of())));
    table.on(
        MeshCalls.GATEWAY_DUMP,
        (request, servers) ->
            Stages.map(
                table.ask(request, ofKind(NONE_OF_THESE, ""), servers),
                reply -> reply.map(_ -> List.of())));
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
