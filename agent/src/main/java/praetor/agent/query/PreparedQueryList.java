package praetor.agent.query;

import java.util.List;
import praetor.agent.read.Query;
import praetor.agent.read.ReadContext;
import praetor.agent.read.Rows;
import praetor.model.PreparedQuery;
import praetor.state.Read;

/** All prepared queries by id. Source: the RPC method PreparedQuery.List. */
public record PreparedQueryList() implements Query<List<PreparedQuery>> {
  @Override
  public Read<List<PreparedQuery>> read(ReadContext context) {
    var authorizer = context.authorizer();
    return context
        .view()
        .preparedQueries(context.watch())
        .map(
            queries ->
                Rows.keep(queries, query -> QueryAccess.isListed(query, authorizer)).stream()
                    .map(query -> QueryAccess.shown(query, authorizer))
                    .toList());
  }
}
