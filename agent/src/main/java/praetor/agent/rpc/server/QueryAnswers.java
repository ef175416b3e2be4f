package praetor.agent.rpc.server;

import java.util.List;
import praetor.agent.RequestException;
import praetor.agent.query.PreparedQueryExplain;
import praetor.agent.query.PreparedQueryGet;
import praetor.agent.query.PreparedQueryList;
import praetor.agent.rpc.call.ExecuteRead;
import praetor.agent.rpc.call.QueryCalls;

/** Answers the methods of prepared queries. Source: errors of Consul 1.21.4. */
final class QueryAnswers {
  private QueryAnswers() {}

  static void addTo(MethodTable table) {
    table.write(QueryCalls.APPLY, (body, servers, caller) -> servers.queries().apply(body, caller));
    table.read(QueryCalls.GET, request -> new PreparedQueryGet(request.body().queryId()), List::of);
    table.read(QueryCalls.LIST, _ -> new PreparedQueryList());
    table.read(QueryCalls.EXPLAIN, request -> new PreparedQueryExplain(idOrName(request.body())));
    table.on(
        QueryCalls.EXECUTE,
        (request, servers) -> {
          idOrName(request.body());
          return servers
              .in(request.datacenter())
              .queries()
              .execute(request.body().execution(), table.options(request))
              .thenApply(QueryCalls::reply);
        });
    table.on(
        QueryCalls.EXECUTE_REMOTE,
        (request, servers) -> {
          var body = request.body();
          return servers
              .in(request.datacenter())
              .queries()
              .executeHere(body.query(), body.limit(), body.connect(), table.options(request))
              .thenApply(QueryCalls::reply);
        });
  }

  private static String idOrName(ExecuteRead body) {
    if (body.queryIdOrName().isEmpty()) {
      throw RequestException.failed("Missing Query ID");
    }
    return body.queryIdOrName();
  }
}
