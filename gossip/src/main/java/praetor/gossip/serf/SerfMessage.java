package praetor.gossip.serf;

import java.util.List;
import java.util.Map;
import praetor.gossip.wire.Endpoint;
import praetor.model.Bytes;

/** What a user message of the membership protocol carries. Times are Lamport times. */
sealed interface SerfMessage {
  /** A member is about to leave, or is made to leave; prune: and to be forgotten. */
  record LeaveIntent(long time, String node, boolean prune) implements SerfMessage {}

  record JoinIntent(long time, String node) implements SerfMessage {}

  /** The state in a push/pull. */
  record State(
      long time,
      Map<String, Long> statusTimes,
      List<String> left,
      long eventTime,
      List<EventsAt> events,
      long queryTime)
      implements SerfMessage {}

  /** The user events of one time. */
  record EventsAt(long time, List<NamedPayload> events) {}

  record NamedPayload(String name, Bytes payload) {}

  /** A user event; coalesce: only the last of a name within a while need be delivered. */
  record Event(long time, String name, Bytes payload, boolean coalesce) implements SerfMessage {}

  /**
   * A question to all members that pass the filters.
   *
   * @param id unsigned 32 bits
   * @param flags see {@link QueryFlags}
   * @param timeoutNanos how long the asker listens
   */
  record Query(
      long time,
      long id,
      Endpoint asker,
      String askerName,
      List<Bytes> filters,
      long flags,
      int relayFactor,
      long timeoutNanos,
      String name,
      Bytes payload)
      implements SerfMessage {}

  record Response(long time, long id, String from, long flags, Bytes payload)
      implements SerfMessage {
    boolean isAck() {
      return (flags & QueryFlags.ACK) != 0;
    }
  }

  /** Whom a member takes for the owner of a name. */
  record ConflictAnswer(String name, Endpoint endpoint) implements SerfMessage {}

  record KeyRequest(Bytes key) implements SerfMessage {}

  record KeyAnswer(boolean result, String message, List<String> keys, String primary)
      implements SerfMessage {}

  /** An answer that goes to its destination through another member. */
  record Relay(Endpoint to, String toName, Bytes inner) implements SerfMessage {}
}
