package praetor.agent.rpc.server;

import java.util.Optional;
import praetor.agent.read.Coordinates;
import praetor.agent.rpc.call.CoordinateCalls;
import praetor.agent.rpc.call.Empty;
import praetor.agent.servers.Datacenters;

/** Answers the methods of network coordinates. */
final class CoordinateAnswers {
  private CoordinateAnswers() {}

  static void addTo(MethodTable table, Datacenters datacenters) {
    table.write(
        CoordinateCalls.UPDATE,
        (body, servers, caller) -> servers.coordinates().update(body, caller).thenApply(Empty::of));
    table.read(
        CoordinateCalls.LIST_NODES, _ -> new Coordinates(Optional.empty(), Optional.empty()));
    table.read(
        CoordinateCalls.NODE,
        request -> new Coordinates(Optional.of(request.body().node()), Optional.empty()));
    table.on(CoordinateCalls.LIST_DATACENTERS, (_, _) -> datacenters.coordinates());
  }
}
