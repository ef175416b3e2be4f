package praetor.gossip.swim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import praetor.gossip.GossipMeter;
import praetor.gossip.Output;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.Message;
import praetor.gossip.wire.MessageCodec;
import praetor.gossip.wire.PacketCodec;
import praetor.model.Bytes;

/** Fills packets: what is to be said to one member, and news as far as there is room. */
final class Sender {
  /** The type byte of user messages. */
  private static final int USER_BYTE = 1;

  private final Core core;
  private final PacketCodec codec;
  private long nextRoundNanos = Timers.NEVER;

  Sender(Core core, PacketCodec codec) {
    this.core = core;
    this.codec = codec;
  }

  /** Sends a message with news. */
  void send(Endpoint to, Message message) {
    var parts = new ArrayList<byte[]>();
    parts.add(MessageCodec.encode(message));
    parts.addAll(news(room() - PacketCodec.PART_OVERHEAD - parts.getFirst().length));
    packet(to, parts, false);
  }

  /** Sends exactly these messages to a member. */
  void sendAll(Peer to, List<Message> messages) {
    var parts = messages.stream().map(MessageCodec::encode).toList();
    packet(to.endpoint(), parts, to.understandsCrc());
  }

  /** Sends one message that may be larger than usual. */
  void sendAlone(Endpoint to, Message message) {
    packet(to, List.of(MessageCodec.encode(message)), false);
  }

  /** Gossip begins, after a random part of its interval. */
  void start() {
    nextRoundNanos = core.now() + core.random.nextLong(intervalNanos());
  }

  /** When the next round of gossip is due: never while nothing is to be said, or to nobody. */
  long nextRoundNanos() {
    return hasNews() && core.peers.size() > 1 ? nextRoundNanos : Timers.NEVER;
  }

  private boolean hasNews() {
    return core.queue.size() > 0 || core.layer.hasBroadcasts();
  }

  /** A round of gossip if one is due. Rounds keep their beat, also over those that are left out. */
  void gossipIfDue() {
    if (nextRoundNanos() <= core.now()) {
      long beats = (core.now() - nextRoundNanos) / intervalNanos() + 1;
      nextRoundNanos += beats * intervalNanos();
      gossip();
    }
  }

  private long intervalNanos() {
    return Math.max(1, core.config.gossipInterval().toNanos());
  }

  private void gossip() {
    long start = core.meter.nanoTime();
    spread();
    core.meter.since(GossipMeter.Measure.GOSSIP, start);
  }

  private void spread() {
    for (var peer : draw(core.config.gossipNodes(), this::hearsGossip)) {
      var parts = news(room() - PacketCodec.CRC_OVERHEAD);
      if (parts.isEmpty()) {
        return;
      }
      packet(peer.endpoint(), parts, peer.understandsCrc());
    }
  }

  private boolean hearsGossip(Peer peer) {
    return switch (peer.liveness()) {
      case ALIVE, SUSPECT -> true;
      case DEAD, LEFT ->
          core.now() - peer.changedNanos() <= core.config.gossipToTheDead().toNanos();
    };
  }

  /** Up to so many different members that pass, this one left out. */
  List<Peer> draw(int count, Predicate<Peer> test) {
    var drawn = new ArrayList<Peer>(count);
    int size = core.peers.size();
    // Source: memberlist tries three times the number of members.
    for (int tries = 0; tries < 3 * size && drawn.size() < count; tries++) {
      var peer = core.peers.at(core.random.nextInt(size));
      if (!core.isMe(peer.name()) && test.test(peer) && !drawn.contains(peer)) {
        drawn.add(peer);
      }
    }
    return drawn;
  }

  private int room() {
    return core.config.packetMaxBytes() - PacketCodec.COMPOUND_OVERHEAD - codec.overhead();
  }

  /** What is to be spread, for a part of a packet. */
  private List<byte[]> news(int room) {
    var news = new ArrayList<>(core.queue.take(PacketCodec.PART_OVERHEAD, room));
    int used = news.stream().mapToInt(part -> part.length + PacketCodec.PART_OVERHEAD).sum();
    var riding = core.layer.broadcasts(PacketCodec.PART_OVERHEAD + USER_BYTE, room - used);
    for (var message : riding) {
      news.add(MessageCodec.encode(new Message.User(Bytes.owned(message))));
    }
    return news;
  }

  private void packet(Endpoint to, List<byte[]> parts, boolean withCrc) {
    var bytes = codec.encode(parts, withCrc);
    core.meter.count(GossipMeter.Count.UDP_SENT, bytes.length);
    core.out(new Output.Packet(to, Bytes.owned(bytes)));
  }
}
