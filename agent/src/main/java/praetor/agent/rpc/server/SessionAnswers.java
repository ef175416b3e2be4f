package praetor.agent.rpc.server;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.read.SessionGet;
import praetor.agent.read.SessionList;
import praetor.agent.rpc.call.QueryMeta;
import praetor.agent.rpc.call.Reply;
import praetor.agent.rpc.call.SessionCalls;
import praetor.agent.servers.SessionWrites;
import praetor.model.Session;
import praetor.model.codec.GoStrings;
import praetor.state.command.SessionRequest;

/** Answers the methods of sessions. Source: Consul 1.21.4. */
final class SessionAnswers {
  private SessionAnswers() {}

  static void addTo(MethodTable table) {
    table.write(
        SessionCalls.APPLY, (body, servers, caller) -> apply(body, servers.sessions(), caller));
    table.read(
        SessionCalls.GET,
        request -> new SessionGet(request.body().id()),
        found -> found.stream().toList());
    table.read(SessionCalls.LIST, _ -> new SessionList(Optional.empty()));
    table.read(
        SessionCalls.NODE_SESSIONS, request -> new SessionList(Optional.of(request.body().node())));
    table.on(
        SessionCalls.RENEW,
        (request, servers) ->
            servers
                .in(request.datacenter())
                .sessions()
                .renew(request.body().id(), table.options(request).caller())
                .thenApply(SessionAnswers::renewed));
  }

  private static CompletableFuture<String> apply(
      SessionRequest request, SessionWrites sessions, Caller caller) {
    var session = request.session();
    return switch (request.op()) {
      case SessionRequest.CREATE -> sessions.create(session, caller);
      case SessionRequest.DESTROY -> {
        if (session.id().isEmpty()) {
          throw RequestException.failed("Must provide ID");
        }
        yield sessions.destroy(session.id(), caller).thenApply(_ -> "");
      }
      default ->
          throw RequestException.failed(
              "Invalid session operation " + GoStrings.quoted(request.op()));
    };
  }

  /** A reply that tells the index of the session and nothing of the leader. */
  private static Reply<List<Session>> renewed(Optional<Session> found) {
    long index = found.map(Session::modifyIndex).orElse(0L);
    var meta = new QueryMeta(index, Duration.ZERO, false, "", false, 0, false);
    return new Reply<>(found.stream().toList(), meta);
  }
}
