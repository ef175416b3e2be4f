package praetor.gossip.wire;

import java.util.Optional;
import praetor.model.Bytes;

/**
 * What one part of a packet says. Incarnations and sequence numbers are unsigned 32-bit numbers in
 * longs.
 */
public sealed interface Message {
  /**
   * Asks whether somebody is there.
   *
   * @param node who is meant; empty means whoever listens
   * @param source where to answer, and who asks; absent means: where the packet came from
   */
  record Ping(long sequence, String node, Optional<Source> source)
      implements Message, StreamMessage {}

  /**
   * Asks a member to ping another.
   *
   * @param nack whether the asker wants to hear about silence too
   */
  record IndirectPing(
      long sequence, Endpoint target, String node, boolean nack, Optional<Source> source)
      implements Message {}

  /** Answers a ping. The payload is the answering member's coordinate, or empty. */
  record Ack(long sequence, Bytes payload) implements Message, StreamMessage {}

  /** Answers an indirect ping whose target kept silent. */
  record Nack(long sequence) implements Message {}

  record Suspect(long incarnation, String node, String from) implements Message {}

  /** Says where a member is and what it wants known of itself. */
  record Alive(long incarnation, String node, Endpoint endpoint, Bytes meta, Versions versions)
      implements Message {}

  /** Says that a member is gone; it left when it says so itself. */
  record Dead(long incarnation, String node, String from) implements Message {}

  /** A message of the layer on top. */
  record User(Bytes payload) implements Message, StreamMessage {}

  /**
   * Who asks, and where the answer goes.
   *
   * @param node empty when not told
   */
  record Source(Endpoint endpoint, String node) {}
}
