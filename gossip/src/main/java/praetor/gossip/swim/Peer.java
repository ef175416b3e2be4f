package praetor.gossip.swim;

import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.Liveness;
import praetor.gossip.wire.Message;
import praetor.gossip.wire.StreamMessage.NodeState;
import praetor.gossip.wire.Versions;
import praetor.model.Bytes;

/**
 * What a member knows about another, or about itself.
 *
 * @param changedNanos when the liveness last changed
 */
public record Peer(
    String name,
    Endpoint endpoint,
    Bytes meta,
    Versions versions,
    long incarnation,
    Liveness liveness,
    long changedNanos)
    implements Named {
  /** Source: memberlist, "protocol version 3 or greater". */
  private static final int STREAM_PING_VERSION = 3;

  private static final int NACK_VERSION = 4;
  private static final int CRC_VERSION = 5;

  static Peer of(NodeState state, long nowNanos) {
    return new Peer(
        state.name(),
        state.endpoint(),
        state.meta(),
        state.versions(),
        state.incarnation(),
        state.liveness(),
        nowNanos);
  }

  /** One that is first heard of: dead until its rumour is believed. */
  static Peer unknown(Message.Alive alive, long nowNanos) {
    return new Peer(
        alive.node(), alive.endpoint(), alive.meta(), alive.versions(), 0, Liveness.DEAD, nowNanos);
  }

  Peer alive(Message.Alive alive, long nowNanos) {
    return new Peer(
        name,
        alive.endpoint(),
        alive.meta(),
        alive.versions(),
        alive.incarnation(),
        Liveness.ALIVE,
        liveness == Liveness.ALIVE ? changedNanos : nowNanos);
  }

  Peer with(Liveness changed, long heardIncarnation, long nowNanos) {
    return new Peer(name, endpoint, meta, versions, heardIncarnation, changed, nowNanos);
  }

  Peer withIncarnation(long changed) {
    return new Peer(name, endpoint, meta, versions, changed, liveness, changedNanos);
  }

  Message.Alive toAlive() {
    return new Message.Alive(incarnation, name, endpoint, meta, versions);
  }

  NodeState toNodeState() {
    return new NodeState(name, endpoint, meta, incarnation, liveness, versions);
  }

  boolean understandsStreamPing() {
    return versions.max() >= STREAM_PING_VERSION;
  }

  boolean understandsNack() {
    return versions.max() >= NACK_VERSION;
  }

  boolean understandsCrc() {
    return versions.max() >= CRC_VERSION;
  }
}
