package praetor.agent.local;

import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;

/** Reads of the catalog that an agent makes for itself. */
public interface CatalogView {
  /**
   * A node with its services and checks, not older than two seconds.
   *
   * <p>Fails with a {@link praetor.agent.RequestException}.
   */
  CompletableFuture<NodeContents> contents(String node, Caller caller);
}
