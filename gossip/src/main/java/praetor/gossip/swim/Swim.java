package praetor.gossip.swim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.event.Level;
import praetor.gossip.GossipMeter;
import praetor.gossip.Output;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.Keyring;
import praetor.gossip.wire.Message;
import praetor.gossip.wire.PacketCodec;
import praetor.gossip.wire.StreamMessage;
import praetor.gossip.wire.WireOptions;
import praetor.model.Bytes;
import praetor.model.DecodeException;

/**
 * The membership of one pool as one member sees it: a state machine whose inputs are packets,
 * streams, timers and commands, and whose outputs go to a consumer.
 *
 * <p>Owned by the gossip loop. Time is that of its {@link Timers}, which the owner advances.
 */
public final class Swim {
  private final Core core;
  private final PacketCodec codec;
  private final Sender sender;
  private final Streams streams;
  private final Rumours rumours;
  private final Prober prober;
  private final PushPulls pushPulls;

  /**
   * Makes a member that nobody knows yet.
   *
   * @param endpoint where the others reach it
   * @param random also of nonces: a strong one, outside of simulations
   * @param meter hears what is worth measuring
   * @param outputs takes what is to be done, in order
   */
  public Swim(
      SwimConfig config,
      WireOptions wire,
      Keyring keyring,
      String name,
      Endpoint endpoint,
      Timers timers,
      RandomGenerator random,
      Layer layer,
      GossipMeter meter,
      Consumer<Output> outputs) {
    this.core = new Core(config, name, endpoint, timers, random, layer, meter, outputs);
    this.codec = new PacketCodec(wire, keyring, random);
    this.sender = new Sender(core, codec);
    this.streams = new Streams(core);
    this.rumours = new Rumours(core);
    this.prober = new Prober(core, sender, streams, rumours);
    this.pushPulls = new PushPulls(core, sender, streams, rumours);
  }

  /** Begins to be a member, of a pool of one. */
  public void start() {
    rumours.introduceMyself();
    prober.start();
    sender.start();
    pushPulls.start();
  }

  /** Does what is due by now. */
  public void runDue() {
    core.timers.runDue();
    sender.gossipIfDue();
  }

  /** When something is due next, or {@link Timers#NEVER}. */
  public long nextNanos() {
    return Math.min(core.timers.nextNanos(), sender.nextRoundNanos());
  }

  /** Takes a datagram; what cannot be read is noted and dropped. */
  public void packet(Endpoint from, byte[] bytes, int length) {
    core.meter.count(GossipMeter.Count.UDP_RECEIVED, length);
    try {
      var decoded = codec.decode(bytes, length);
      decoded.messages().forEach(message -> handle(message, from));
      decoded.errors().forEach(error -> dropped(from, error));
    } catch (DecodeException e) {
      dropped(from, e.getMessage());
    }
  }

  private void dropped(Endpoint from, String why) {
    core.note(Level.WARN, "dropped a packet or a part of it: " + why + " from=" + from);
  }

  private void handle(Message message, Endpoint from) {
    switch (message) {
      case Message.Ping ping -> prober.ping(ping, from);
      case Message.IndirectPing ping -> prober.indirectPing(ping, from);
      case Message.Ack ack -> prober.ack(ack);
      case Message.Nack nack -> prober.nack(nack);
      case Message.Suspect suspect -> rumours.suspect(suspect);
      case Message.Alive alive -> rumours.alive(alive);
      case Message.Dead dead -> rumours.dead(dead);
      case Message.User(Bytes payload) -> core.layer.received(payload);
    }
  }

  /** Takes the request of a stream that another member opened; it is answered or closed. */
  public void stream(long id, StreamMessage request) {
    switch (request) {
      case StreamMessage.PushPull remote -> {
        core.out(new Output.Answer(id, pushPulls.localState(remote.join())));
        pushPulls
            .merge(remote, remote.join())
            .ifPresent(why -> core.note(Level.ERROR, "Failed push/pull merge: " + why));
      }
      case Message.Ping ping when ping.node().isEmpty() || core.isMe(ping.node()) ->
          core.out(new Output.Answer(id, new Message.Ack(ping.sequence(), Bytes.EMPTY)));
      case Message.Ping ping -> {
        core.note(Level.WARN, "Got ping for unexpected node " + ping.node());
        core.out(new Output.Close(id));
      }
      case Message.User(Bytes payload) -> {
        core.out(new Output.Close(id));
        core.layer.received(payload);
      }
      case Message.Ack _, StreamMessage.Failure _ -> core.out(new Output.Close(id));
    }
  }

  /** Takes what came of a stream that this member opened. */
  public void streamEnded(long id, Outcome outcome) {
    streams.ended(id, outcome);
  }

  /**
   * Joins the pools of these members.
   *
   * @param done gets how many were reached, and why the others were not
   */
  public void join(List<Endpoint> seeds, BiConsumer<Integer, List<String>> done) {
    if (seeds.isEmpty()) {
      done.accept(0, List.of());
      return;
    }
    var errors = new ArrayList<String>();
    var ended = new int[1];
    for (var seed : seeds) {
      pushPulls.join(
          seed,
          failure -> {
            failure.ifPresent(why -> errors.add("Failed to join " + why));
            if (++ended[0] == seeds.size()) {
              done.accept(seeds.size() - errors.size(), List.copyOf(errors));
            }
          });
    }
  }

  /** Tells the others that the meta data of this member changed. */
  public void metaChanged() {
    rumours.introduceMyself();
  }

  /**
   * Says good-bye.
   *
   * @param done called when enough members heard it, or there are none
   */
  public void leave(Runnable done) {
    core.leaving = true;
    var me = core.peers.get(core.name);
    if (me == null || me.liveness().isGone()) {
      done.run();
      return;
    }
    boolean alone = sender.draw(1, peer -> !peer.liveness().isGone()).isEmpty();
    rumours.dead(new Message.Dead(me.incarnation(), core.name, core.name), alone ? () -> {} : done);
    if (alone) {
      done.run();
    }
  }

  /** Sends a message of the layer on top by packet, which may get lost. */
  public void sendUser(Endpoint to, Bytes message) {
    sender.sendAlone(to, new Message.User(message));
  }

  public void keyring(Keyring keyring) {
    codec.keyring(keyring);
  }

  /** This member did not run for a while: it must not take its own silence for that of others. */
  public void paused(Duration howLong) {
    core.awareness.add(1);
    core.timers.stoodStill(howLong.toNanos());
  }

  /** How many members are known, those included that died a short while ago. */
  public int size() {
    return core.peers.size();
  }

  public Optional<Peer> peer(String name) {
    return Optional.ofNullable(core.peers.get(name));
  }

  public void forEachPeer(Consumer<Peer> action) {
    core.peers.forEach(action);
  }

  /** 0 is healthy. */
  public int healthScore() {
    return core.awareness.score();
  }

  /** How many messages wait to be spread. */
  public int queued() {
    return core.queue.size();
  }

  /** Takes members for known without spreading them: simulations start from a converged pool. */
  public void preload(List<Peer> peers) {
    core.peers.reserve(peers.size() + 64);
    for (var peer : peers) {
      if (!core.isMe(peer.name())) {
        core.peers.put(peer);
      }
    }
    core.peers.shuffle(core.random);
  }
}
