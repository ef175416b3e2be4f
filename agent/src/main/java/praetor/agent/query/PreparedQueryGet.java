package praetor.agent.query;

import praetor.agent.RequestException;
import praetor.agent.acl.Access;
import praetor.agent.read.Query;
import praetor.agent.read.ReadContext;
import praetor.model.PreparedQuery;
import praetor.state.Read;
import praetor.state.UuidKey;

/** A prepared query by its id, as it was written. Source: the RPC method PreparedQuery.Get. */
public record PreparedQueryGet(String id) implements Query<PreparedQuery> {
  /** What comes before the reason why an id cannot be looked up. */
  public static final String LOOKUP_FAILED = "failed prepared query lookup: index error: ";

  @Override
  public Read<PreparedQuery> read(ReadContext context) {
    UuidKey.problem(id)
        .ifPresent(
            problem -> {
              throw RequestException.failed(LOOKUP_FAILED + problem);
            });
    var authorizer = context.authorizer();
    return context
        .view()
        .preparedQuery(id, context.watch())
        .map(
            found -> {
              var query =
                  found.orElseThrow(
                      () -> new RequestException(404, RequestException.QUERY_NOT_FOUND));
              QueryAccess.require(query, authorizer, Access.READ);
              return QueryAccess.shown(query, authorizer);
            });
  }
}
