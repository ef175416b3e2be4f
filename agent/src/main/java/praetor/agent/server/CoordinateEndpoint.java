package praetor.agent.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.agent.acl.Access;
import praetor.agent.acl.Caller;
import praetor.agent.acl.Resource;
import praetor.agent.servers.CoordinateWrites;
import praetor.model.NodeCoordinate;
import praetor.state.WatchSet;
import praetor.state.command.Command;

/**
 * Takes coordinates of nodes and writes them a few seconds later, many at once: the last one of
 * each node. Safe for any thread.
 *
 * <p>Source: Consul's coordinate batches; an update beyond their capacity is dropped, for its node
 * will send another one.
 */
final class CoordinateEndpoint implements CoordinateWrites {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server");

  private static final int BATCH_DELAY_SECONDS = 5;
  private static final int BATCH_UPDATES_MAX = 128;
  private static final int BATCHES_MAX = 5;

  /** The size of the space in which Serf's coordinates live. */
  private static final int DIMENSIONS = 8;

  private record Place(String node, String segment) {}

  private final ServerContext context;
  private final Map<Place, NodeCoordinate> pending = new LinkedHashMap<>();

  CoordinateEndpoint(ServerContext context) {
    this.context = context;
  }

  @Override
  public CompletableFuture<Void> update(NodeCoordinate coordinate, Caller caller) {
    if (!isValid(coordinate)) {
      throw RequestException.failed("invalid coordinate");
    }
    if (coordinate.coord().vec().size() != DIMENSIONS) {
      throw RequestException.failed("incompatible coordinate");
    }
    caller.authorizer().require(Resource.NODE, coordinate.node(), Access.WRITE);
    if (take(coordinate)) {
      context.timers().schedule(this::write, BATCH_DELAY_SECONDS, TimeUnit.SECONDS);
    }
    return CompletableFuture.completedFuture(null);
  }

  private static boolean isValid(NodeCoordinate coordinate) {
    var coord = coordinate.coord();
    return Double.isFinite(coord.error())
        && Double.isFinite(coord.adjustment())
        && Double.isFinite(coord.height())
        && coord.vec().stream().allMatch(Double::isFinite);
  }

  /** Whether this is the first of a batch. */
  private synchronized boolean take(NodeCoordinate coordinate) {
    boolean first = pending.isEmpty();
    var place = new Place(coordinate.node(), coordinate.segment());
    if (pending.size() < BATCH_UPDATES_MAX * BATCHES_MAX || pending.containsKey(place)) {
      pending.put(place, coordinate);
    }
    return first;
  }

  private void write() {
    var updates = drain();
    for (int from = 0; from < updates.size(); from += BATCH_UPDATES_MAX) {
      int to = Math.min(updates.size(), from + BATCH_UPDATES_MAX);
      context
          .proposer()
          .propose(new Command.CoordinateBatch(updates.subList(from, to)))
          .whenComplete(
              (_, failure) -> {
                if (failure != null) {
                  LOG.warn("Batch update failed: error={}", failure.getMessage());
                }
              });
    }
  }

  /** What came in and says something new. */
  private List<NodeCoordinate> drain() {
    List<NodeCoordinate> updates;
    synchronized (this) {
      updates = new ArrayList<>(pending.values());
      pending.clear();
    }
    var view = context.store().view();
    updates.removeIf(
        update -> view.nodeCoordinates(update.node(), WatchSet.none()).value().contains(update));
    return updates;
  }
}
