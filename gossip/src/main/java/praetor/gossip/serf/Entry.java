package praetor.gossip.serf;

import java.util.Map;
import praetor.gossip.Member;
import praetor.gossip.MemberStatus;
import praetor.gossip.swim.Named;
import praetor.gossip.swim.Peer;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.Versions;
import praetor.model.Bytes;
import praetor.model.DecodeException;

/**
 * A member, and when its status was last decided.
 *
 * @param statusTime Lamport time of the intent that decided
 * @param goneNanos since when it is gone; 0 when it is not
 */
record Entry(
    String name,
    Endpoint endpoint,
    Bytes meta,
    Versions versions,
    MemberStatus status,
    long statusTime,
    long goneNanos)
    implements Named {
  static Entry of(Peer peer, MemberStatus status, long statusTime) {
    return new Entry(
        peer.name(), peer.endpoint(), peer.meta(), peer.versions(), status, statusTime, 0);
  }

  Entry with(MemberStatus changed, long nowNanos) {
    return new Entry(
        name, endpoint, meta, versions, changed, statusTime, changed.isGone() ? nowNanos : 0);
  }

  Entry withStatusTime(long changed) {
    return new Entry(name, endpoint, meta, versions, status, changed, goneNanos);
  }

  Entry withPeer(Peer peer) {
    return new Entry(
        name, peer.endpoint(), peer.meta(), peer.versions(), status, statusTime, goneNanos);
  }

  Member toMember() {
    return new Member(name, endpoint, tags(), status, versions);
  }

  Map<String, String> tags() {
    return tagsOf(meta);
  }

  /** The tags in meta data; none when they cannot be read. */
  static Map<String, String> tagsOf(Bytes meta) {
    try {
      return TagCodec.decode(meta);
    } catch (DecodeException _) {
      // A member without tags has no role, and nobody asks it for anything.
      return Map.of();
    }
  }
}
