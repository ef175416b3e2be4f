package praetor.agent.servers;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The datacenters that are known, the own one among them. Safe for any thread.
 *
 * <p>Source: the RPC methods Catalog.ListDatacenters and Coordinate.ListDatacenters.
 */
public interface Datacenters {
  /** Their names, the nearest first. */
  CompletableFuture<List<String>> byDistance();

  /** Where their servers are. */
  CompletableFuture<List<DatacenterCoordinates>> coordinates();
}
