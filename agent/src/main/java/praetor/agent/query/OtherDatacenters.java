package praetor.agent.query;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.read.ReadOptions;
import praetor.model.PreparedQuery;

/** The other datacenters, as the servers of this one reach them. Safe for any thread. */
public interface OtherDatacenters {
  /** The names of those that are known, the nearest first, without the own one. */
  List<String> othersByDistance();

  /**
   * Executes a query in another datacenter, which sends no further. Source: the RPC method
   * PreparedQuery.ExecuteRemote.
   *
   * @param query with everything filled in
   * @return fails with a {@link RequestException}
   */
  CompletableFuture<QueryResult> execute(
      String datacenter, PreparedQuery query, QueryExecution execution, ReadOptions options);

  /** There are none. */
  static OtherDatacenters none() {
    return new OtherDatacenters() {
      @Override
      public List<String> othersByDistance() {
        return List.of();
      }

      @Override
      public CompletableFuture<QueryResult> execute(
          String datacenter, PreparedQuery query, QueryExecution execution, ReadOptions options) {
        return CompletableFuture.failedFuture(
            RequestException.failed(RequestException.NO_PATH_TO_DATACENTER));
      }
    };
  }
}
