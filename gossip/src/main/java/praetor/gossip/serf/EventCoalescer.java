package praetor.gossip.serf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import praetor.gossip.GossipEvent.UserEvent;

/**
 * Holds events that can be coalesced for a while, and then tells the latest of each name.
 *
 * <p>Events of one name with the same latest Lamport time are all told. Consul leaves it off.
 */
final class EventCoalescer {
  private final Context context;
  private final Map<String, List<UserEvent>> held = new LinkedHashMap<>();

  EventCoalescer(Context context) {
    this.context = context;
  }

  boolean isOff() {
    return context.config.userCoalesce().isZero();
  }

  void add(UserEvent event) {
    if (held.isEmpty()) {
      context.timers.after(context.config.userCoalesce().toNanos(), this::flush);
    }
    var latest = held.computeIfAbsent(event.name(), _ -> new ArrayList<>());
    long known = latest.isEmpty() ? event.time() : latest.getFirst().time();
    int order = Long.compareUnsigned(event.time(), known);
    if (order > 0) {
      latest.clear();
    }
    if (order >= 0) {
      latest.add(event);
    }
  }

  private void flush() {
    var told = List.copyOf(held.values());
    held.clear();
    told.forEach(events -> events.forEach(context::tell));
  }
}
