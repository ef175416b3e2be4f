package praetor.agent.servers;

import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.agent.query.QueryExecution;
import praetor.agent.query.QueryResult;
import praetor.agent.read.Answer;
import praetor.agent.read.ReadOptions;
import praetor.model.PreparedQuery;
import praetor.state.command.PreparedQueryRequest;

/**
 * Writes and executes prepared queries. They are read like everything else: {@link
 * praetor.agent.query.PreparedQueryGet} and its kin. Source: the RPC methods PreparedQuery.Apply
 * and PreparedQuery.Execute.
 */
public interface PreparedQueries {
  /**
   * Creates, changes or deletes a query; the servers draw the id of a new one.
   *
   * @return the id
   */
  CompletableFuture<String> apply(PreparedQueryRequest request, Caller caller);

  /** Executes a query. Never waits for a change. */
  CompletableFuture<Answer<QueryResult>> execute(QueryExecution execution, ReadOptions options);

  /**
   * Executes a query as it is given, in this datacenter alone: for the servers of another one.
   * Source: the RPC method PreparedQuery.ExecuteRemote.
   *
   * @param limit how many instances are wanted; all when it is not positive
   * @param connect proxies in front of the service, also when the query does not say so
   */
  CompletableFuture<Answer<QueryResult>> executeHere(
      PreparedQuery query, int limit, boolean connect, ReadOptions options);
}
