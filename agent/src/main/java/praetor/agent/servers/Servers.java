package praetor.agent.servers;

import java.util.concurrent.CompletableFuture;
import praetor.agent.read.Answer;
import praetor.agent.read.Query;
import praetor.agent.read.ReadOptions;

/**
 * The servers of the datacenter, as an agent uses them. A server is its own; a client agent calls
 * one.
 *
 * <p>Futures fail with a {@link praetor.agent.RequestException}. They may complete on threads of
 * the store or of raft: what runs on them must not block. Safe for any thread.
 */
public interface Servers {
  /**
   * Answers a query; completed at once, on the caller's thread, when nothing has to be waited for.
   *
   * <p>Cancelling the future forgets a reader that waits.
   */
  <T> CompletableFuture<Answer<T>> read(Query<T> query, ReadOptions options);

  /**
   * The servers of a datacenter: these for an empty name or their own.
   *
   * @throws praetor.agent.RequestException when no path leads there
   */
  Servers in(String datacenter);

  KvWrites kv();

  CatalogWrites catalog();

  SessionWrites sessions();

  Transactions transactions();

  PreparedQueries queries();

  ConfigEntries configEntries();

  Certificates certificates();

  VirtualIps virtualIps();

  CoordinateWrites coordinates();

  Operator operator();

  Snapshots snapshots();
}
