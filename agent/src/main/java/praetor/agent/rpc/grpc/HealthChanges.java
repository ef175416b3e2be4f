package praetor.agent.rpc.grpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import praetor.model.Bytes;
import praetor.model.CheckServiceNode;

/**
 * What one subscriber has to be told: the whole state first, then the difference from what it was
 * told last. Owned by one subscription.
 */
final class HealthChanges {
  private record Key(String node, String service, String peer) {
    static Key of(CheckServiceNode row) {
      return new Key(row.node().node(), row.service().id(), row.service().peerName());
    }
  }

  private Map<Key, CheckServiceNode> told = Map.of();
  private long index;
  private boolean begun;

  /** Whether the state is from before the one told last: a snapshot was restored. */
  boolean isSetBack(SubscribeSource.State state) {
    return Long.compareUnsigned(state.index(), index) < 0;
  }

  /** The messages that bring the subscriber to a state. */
  List<Bytes> next(SubscribeSource.State state) {
    var now = new LinkedHashMap<Key, CheckServiceNode>();
    state.instances().forEach(row -> now.put(Key.of(row), row));
    var events = new ArrayList<Bytes>();
    now.forEach(
        (key, row) -> {
          if (!row.equals(told.get(key))) {
            events.add(Events.register(state.index(), row));
          }
        });
    told.forEach(
        (key, row) -> {
          if (!now.containsKey(key)) {
            events.add(Events.deregister(state.index(), row));
          }
        });
    told = now;
    index = state.index();
    if (!begun) {
      begun = true;
      events.add(Events.endOfSnapshot(index));
      return events;
    }
    return events.size() < 2 ? events : List.of(Events.batch(index, events));
  }
}
