package praetor.agent.servers;

import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.agent.query.QueryExecution;
import praetor.agent.query.QueryResult;
import praetor.agent.read.Answer;
import praetor.agent.read.ReadOptions;
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
}
