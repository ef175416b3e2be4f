package praetor.agent.rpc.server;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.acl.Access;
import praetor.agent.acl.Caller;
import praetor.agent.acl.Resource;
import praetor.agent.event.EventSource;
import praetor.agent.event.UserEvents;
import praetor.agent.read.NodeDump;
import praetor.agent.read.RowFilter;
import praetor.agent.read.ServiceDump;
import praetor.agent.rpc.Stages;
import praetor.agent.rpc.call.Empty;
import praetor.agent.rpc.call.EventFireRead;
import praetor.agent.rpc.call.InternalCalls;
import praetor.agent.rpc.call.KeyringRead;
import praetor.agent.rpc.call.QueryMeta;
import praetor.agent.rpc.call.Reply;
import praetor.agent.servers.EventWrites;
import praetor.model.CheckServiceNode;
import praetor.model.codec.GoStrings;
import praetor.state.NodeInfo;

/** Answers the methods for the web page, for events and for the keys of gossip. */
final class InternalAnswers {
  private static final Set<String> KEY_OPERATIONS =
      Set.of(KeyringRead.LIST, KeyringRead.INSTALL, KeyringRead.USE, KeyringRead.REMOVE);

  /** Source: the reply of Consul 1.21.4 to a fired event. */
  private static final QueryMeta FIRED = new QueryMeta(1, Duration.ZERO, true, "", false, 0, false);

  private InternalAnswers() {}

  static void addTo(MethodTable table, EventSource events, Keyrings keyrings) {
    table.read(
        InternalCalls.NODE_INFO,
        request ->
            new NodeDump(
                Optional.of(request.body().node()),
                RowFilter.of(request.options().filter(), NodeInfo.SHAPE)));
    table.read(
        InternalCalls.NODE_DUMP,
        request ->
            new NodeDump(
                Optional.empty(), RowFilter.of(request.options().filter(), NodeInfo.SHAPE)));
    table.read(
        InternalCalls.SERVICE_DUMP,
        request ->
            new ServiceDump(
                request.body().kind(),
                RowFilter.of(request.options().filter(), CheckServiceNode.SHAPE)));
    table.on(
        InternalCalls.EVENT_FIRE,
        (request, servers) -> {
          var event = request.body();
          var caller = table.options(request).caller();
          var fired =
              servers.in(request.datacenter()) instanceof EventWrites elsewhere
                  ? elsewhere.fire(event.name(), event.payload(), caller)
                  : broadcast(event, caller, events);
          return Stages.map(fired, _ -> new Reply<>(Empty.EMPTY, FIRED));
        });
    table.write(
        InternalCalls.ASSIGN_VIPS,
        (body, servers, caller) -> servers.virtualIps().assign(body, caller));
    table.on(
        InternalCalls.KEYRING,
        (request, _) -> {
          requireKnown(request.body().operation());
          return keyrings
              .operate(request.body(), table.options(request).caller())
              .thenApply(answers -> new Reply<>(answers, QueryMeta.NONE));
        });
  }

  private static CompletableFuture<Void> broadcast(
      EventFireRead event, Caller caller, EventSource events) {
    caller.authorizer().require(Resource.EVENT, event.name(), Access.WRITE);
    UserEvents.broadcast(events, event.name(), event.payload());
    return CompletableFuture.completedFuture(null);
  }

  private static void requireKnown(String operation) {
    if (!KEY_OPERATIONS.contains(operation)) {
      throw RequestException.failed("unknown keyring operation " + GoStrings.quoted(operation));
    }
  }
}
