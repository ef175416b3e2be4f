package praetor.gossip.swim;

import java.util.List;
import java.util.Optional;
import praetor.gossip.wire.Endpoint;
import praetor.model.Bytes;

/** What lies on top of the membership protocol: it rides in its packets and hears of changes. */
public interface Layer {
  /** What the others may know of this member. */
  Bytes meta();

  /** A message of this layer arrived. */
  void received(Bytes message);

  /**
   * Messages to send along, without the type byte of user messages.
   *
   * @param overhead what each takes besides its bytes
   * @param limit how many bytes there are
   */
  List<byte[]> broadcasts(int overhead, int limit);

  /** Whether {@link #broadcasts} has any for a packet with room. */
  boolean hasBroadcasts();

  /** The state to exchange with another member. */
  Bytes localState();

  /** The other member's state. */
  void mergeState(Bytes state, boolean join);

  /** What to tell whoever pings this member. */
  Bytes ackPayload();

  /** A member answered a ping directly. */
  void answered(Peer peer, long roundTripNanos, Bytes payload);

  void joined(Peer peer);

  /** A member is gone; its liveness tells whether it said so itself. */
  void gone(Peer peer);

  void updated(Peer peer);

  /** Another endpoint claims the name of a member, or of this one. */
  void conflict(Peer known, Endpoint other);

  /** Why a member must not be in this pool, if it must not. */
  Optional<String> refusal(List<Peer> peers);

  /** Whether a pool is looked at before it is joined. */
  boolean looksFirst();
}
