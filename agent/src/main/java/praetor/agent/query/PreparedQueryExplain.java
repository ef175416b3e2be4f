package praetor.agent.query;

import praetor.agent.acl.Access;
import praetor.agent.read.Query;
import praetor.agent.read.ReadContext;
import praetor.model.PreparedQuery;
import praetor.state.Read;

/**
 * The prepared query that an id or a name leads to, of a template what it is for this name. Source:
 * the RPC method PreparedQuery.Explain.
 */
public record PreparedQueryExplain(String idOrName) implements Query<PreparedQuery> {
  @Override
  public Read<PreparedQuery> read(ReadContext context) {
    var query = QuerySelection.found(context, idOrName);
    QueryAccess.require(query, context.authorizer(), Access.READ);
    return new Read<>(0, QueryAccess.shown(query, context.authorizer()));
  }
}
