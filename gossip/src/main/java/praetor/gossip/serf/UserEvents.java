package praetor.gossip.serf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import praetor.gossip.GossipEvent.UserEvent;
import praetor.gossip.serf.SerfMessage.EventsAt;
import praetor.gossip.serf.SerfMessage.NamedPayload;
import praetor.model.Bytes;

/** Events that applications fire: each is delivered once, and passed on. */
final class UserEvents {
  /** Source: serf, "user event size limit exceeds sane limit". */
  private static final int SANE_MAX_BYTES = 9 * 1024;

  private final Context context;
  private final EventCoalescer coalescer;
  private final @Nullable EventsAt[] ring;
  private long minTime;

  UserEvents(Context context) {
    this.context = context;
    this.coalescer = new EventCoalescer(context);
    this.ring = new EventsAt[context.config.eventBuffer()];
  }

  /**
   * Fires an event.
   *
   * @throws IllegalArgumentException if it is too large
   */
  void fire(String name, Bytes payload, boolean coalesce) {
    int max = context.config.userEventMaxBytes();
    if (max > SANE_MAX_BYTES) {
      throw new IllegalArgumentException(
          "user event size limit exceeds limit of " + SANE_MAX_BYTES + " bytes");
    }
    if (Bytes.utf8(name).length() + payload.length() > max) {
      throw new IllegalArgumentException(
          "user event exceeds configured limit of " + max + " bytes before encoding");
    }
    var event = new SerfMessage.Event(context.eventClock.time(), name, payload, coalesce);
    var encoded = SerfCodec.encode(event);
    if (encoded.length() > max) {
      throw new IllegalArgumentException(
          "user event exceeds configured limit of " + max + " bytes after encoding");
    }
    context.eventClock.increment();
    receive(event, encoded);
  }

  /** Takes an event; news is delivered and passed on. */
  void receive(SerfMessage.Event event, Bytes encoded) {
    if (isNews(event)) {
      deliver(event);
      context.events.add(encoded.array());
    }
  }

  private void deliver(SerfMessage.Event event) {
    var told = new UserEvent(event.time(), event.name(), event.payload(), event.coalesce());
    if (coalescer.isOff() || !event.coalesce()) {
      context.tell(told);
    } else {
      coalescer.add(told);
    }
  }

  private boolean isNews(SerfMessage.Event event) {
    long time = event.time();
    context.eventClock.witness(time);
    if (Long.compareUnsigned(time, minTime) < 0 || isTooOld(time)) {
      return false;
    }
    int slot = (int) Long.remainderUnsigned(time, ring.length);
    var known = ring[slot];
    var named = new NamedPayload(event.name(), event.payload());
    if (known == null || known.time() != time) {
      ring[slot] = new EventsAt(time, List.of(named));
      return true;
    }
    if (known.events().contains(named)) {
      return false;
    }
    var more = new ArrayList<>(known.events());
    more.add(named);
    ring[slot] = new EventsAt(time, List.copyOf(more));
    return true;
  }

  private boolean isTooOld(long time) {
    long now = context.eventClock.time();
    return Long.compareUnsigned(now, ring.length) > 0
        && Long.compareUnsigned(time, now - ring.length) < 0;
  }

  /** Events before that time are not delivered. */
  void ignoreBefore(long time) {
    if (Long.compareUnsigned(time, minTime) > 0) {
      minTime = time;
    }
  }

  /** What is remembered, oldest place first. */
  List<EventsAt> recent() {
    var recent = new ArrayList<EventsAt>();
    for (var at : ring) {
      if (at != null) {
        recent.add(at);
      }
    }
    return recent;
  }

  /** Events that another member remembers. */
  void replay(List<EventsAt> remembered) {
    for (var at : remembered) {
      for (var event : at.events()) {
        var message = new SerfMessage.Event(at.time(), event.name(), event.payload(), false);
        if (isNews(message)) {
          deliver(message);
        }
      }
    }
  }
}
