package praetor.agent.servers;

import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.model.NodeCoordinate;

/**
 * Takes coordinates of nodes; they are written in batches. Source: the RPC method
 * Coordinate.Update.
 */
public interface CoordinateWrites {
  CompletableFuture<Void> update(NodeCoordinate coordinate, Caller caller);
}
