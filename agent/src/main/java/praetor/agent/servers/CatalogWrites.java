package praetor.agent.servers;

import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.model.DeregisterRequest;
import praetor.model.RegisterRequest;

/**
 * Writes of nodes, services and checks. Source: the RPC methods Catalog.Register and
 * Catalog.Deregister.
 */
public interface CatalogWrites {
  CompletableFuture<Void> register(RegisterRequest request, Caller caller);

  CompletableFuture<Void> deregister(DeregisterRequest request, Caller caller);
}
