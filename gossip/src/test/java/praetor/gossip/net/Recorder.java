package praetor.gossip.net;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import praetor.gossip.GossipEvent;
import praetor.gossip.GossipEvent.UserEvent;
import praetor.gossip.GossipListener;

/** Keeps what was heard. */
final class Recorder implements GossipListener {
  final List<GossipEvent> events = new CopyOnWriteArrayList<>();
  volatile String gaveUp = "";

  @Override
  public void heard(GossipEvent event) {
    events.add(event);
  }

  @Override
  public void gaveUp(String reason) {
    gaveUp = reason;
  }

  Stream<UserEvent> userEvents(String name) {
    return events.stream()
        .filter(UserEvent.class::isInstance)
        .map(UserEvent.class::cast)
        .filter(event -> event.name().equals(name));
  }
}
