package praetor.gossip.swim;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import praetor.gossip.GossipMeter;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.Liveness;
import praetor.gossip.wire.Message;
import praetor.model.Bytes;

/**
 * Asks one member after the other whether it is there, and pings on behalf of others.
 *
 * <p>A round goes from a direct ping, after the probe timeout, to helpers and a ping by stream, and
 * ends with the probe interval (stretched by the local health score): any answer means alive,
 * silence means suspect.
 */
final class Prober {
  /** Who waits for the answer to a ping. */
  private interface Waiter {
    void ack(Bytes payload);

    void nack();
  }

  /** How long after its death a member is asked whether it lives; later, serf reconnects. */
  private static final Duration DEAD_ASKED_FOR = Duration.ofMinutes(10);

  private final Core core;
  private final Sender sender;
  private final Streams streams;
  private final Rumours rumours;
  private final Map<Long, Waiter> waiters = new HashMap<>();
  private int next;
  private @Nullable Round round;
  private boolean missed;

  Prober(Core core, Sender sender, Streams streams, Rumours rumours) {
    this.core = core;
    this.sender = sender;
    this.streams = streams;
    this.rumours = rumours;
  }

  void start() {
    core.every(core.config.probeInterval().toNanos(), this::tick);
  }

  private void tick() {
    if (round != null) {
      missed = true;
      return;
    }
    target().ifPresent(this::begin);
  }

  private void begin(Peer peer) {
    if (core.awareness.score() > 0) {
      core.meter.count(GossipMeter.Count.DEGRADED_PROBE, 1);
    }
    var begun = new Round(peer);
    round = begun;
    begun.start();
  }

  /**
   * The next member of the shuffled list that is not gone; the first dead one on the way is asked.
   */
  private Optional<Peer> target() {
    boolean knocked = false;
    for (int tries = core.peers.size(); tries >= 0; tries--) {
      if (next >= core.peers.size()) {
        wrap();
      }
      if (next >= core.peers.size()) {
        return Optional.empty();
      }
      var peer = core.peers.at(next++);
      if (!core.isMe(peer.name()) && !peer.liveness().isGone()) {
        return Optional.of(peer);
      }
      if (peer.liveness() == Liveness.DEAD && !knocked) {
        knock(peer);
        knocked = true;
      }
    }
    return Optional.empty();
  }

  /**
   * Asks one that is taken for dead, and tells it so. After a network was cut, both ends take each
   * other for dead: memberlist has them meet by chance, or at an attempt to reconnect, half a
   * minute later. All members together ask a dead one about once in a probe interval.
   */
  private void knock(Peer dead) {
    var ping = new Message.Ping(core.nextId(), dead.name(), Optional.of(core.source()));
    var suspect = new Message.Suspect(dead.incarnation(), dead.name(), core.name);
    sender.sendAll(dead, List.of(ping, suspect));
  }

  private void wrap() {
    next = 0;
    core.peers.removeIf(
        peer -> !core.isMe(peer.name()) && peer.liveness().isGone() && isForgotten(peer));
    core.peers.shuffle(core.random);
  }

  private boolean isForgotten(Peer gone) {
    var kept = gone.liveness() == Liveness.DEAD ? DEAD_ASKED_FOR : core.config.gossipToTheDead();
    return core.now() - gone.changedNanos() > kept.toNanos();
  }

  void ping(Message.Ping ping, Endpoint from) {
    if (!ping.node().isEmpty() && !core.isMe(ping.node())) {
      core.note(Level.WARN, "Got ping for unexpected node '" + ping.node() + "' from=" + from);
      return;
    }
    var to = ping.source().map(Message.Source::endpoint).orElse(from);
    sender.send(to, new Message.Ack(ping.sequence(), core.layer.ackPayload()));
    ping.source().flatMap(this::accusation).ifPresent(rumour -> sender.send(to, rumour));
  }

  /**
   * What this member believes of one that obviously lives: it should hear of it, to refute it.
   * memberlist says nothing here; one that was cut off then stays failed until the next exchange of
   * states, up to half a minute.
   */
  private Optional<Message> accusation(Message.Source source) {
    return Optional.ofNullable(core.peers.get(source.node()))
        .filter(peer -> peer.endpoint().equals(source.endpoint()))
        .filter(peer -> peer.liveness() == Liveness.SUSPECT || peer.liveness() == Liveness.DEAD)
        .map(peer -> new Message.Suspect(peer.incarnation(), peer.name(), core.name));
  }

  void ack(Message.Ack ack) {
    var waiter = waiters.remove(ack.sequence());
    if (waiter != null) {
      waiter.ack(ack.payload());
    }
  }

  void nack(Message.Nack nack) {
    var waiter = waiters.get(nack.sequence());
    if (waiter != null) {
      waiter.nack();
    }
  }

  /** Pings for another member. */
  void indirectPing(Message.IndirectPing asked, Endpoint from) {
    long sequence = core.nextId();
    var asker = asked.source().map(Message.Source::endpoint).orElse(from);
    waiters.put(
        sequence,
        new Waiter() {
          @Override
          public void ack(Bytes payload) {
            sender.send(asker, new Message.Ack(asked.sequence(), Bytes.EMPTY));
          }

          @Override
          public void nack() {
            // Nobody is asked to help a helper.
          }
        });
    core.timers.after(
        core.config.probeTimeout().toNanos(),
        () -> {
          if (waiters.remove(sequence) != null && asked.nack()) {
            sender.send(asker, new Message.Nack(asked.sequence()));
          }
        });
    sender.send(
        asked.target(), new Message.Ping(sequence, asked.node(), Optional.of(core.source())));
  }

  /** One member's turn. */
  private final class Round implements Waiter {
    private final Peer peer;
    private final long sequence = core.nextId();
    private final long startNanos = core.now();
    private final long ranNanos = core.timers.ranNanos();
    private final long lengthNanos = core.awareness.scaled(core.config.probeInterval().toNanos());
    private int nacksExpected;
    private int nacks;
    private boolean answeredByStream;
    private Timers.@Nullable Timer timer;

    Round(Peer peer) {
      this.peer = peer;
    }

    void start() {
      waiters.put(sequence, this);
      var ping = new Message.Ping(sequence, peer.name(), Optional.of(core.source()));
      if (peer.liveness() == Liveness.ALIVE) {
        sender.send(peer.endpoint(), ping);
      } else {
        // It should hear at once what is said about it, to refute it.
        var suspect = new Message.Suspect(peer.incarnation(), peer.name(), core.name);
        sender.sendAll(peer, List.of(ping, suspect));
      }
      timer = core.timers.after(core.config.probeTimeout().toNanos(), this::askHelpers);
    }

    @Override
    public void ack(Bytes payload) {
      long roundTrip = core.now() - startNanos;
      if (roundTrip <= core.config.probeTimeout().toNanos()) {
        core.layer.answered(peer, roundTrip, payload);
      }
      succeed();
    }

    @Override
    public void nack() {
      nacks++;
    }

    private void askHelpers() {
      long left = lengthNanos - (core.timers.ranNanos() - ranNanos);
      timer = core.timers.after(left, this::end);
      var helpers =
          sender.draw(
              core.config.indirectChecks(),
              helper -> !helper.name().equals(peer.name()) && helper.liveness() == Liveness.ALIVE);
      for (var helper : helpers) {
        boolean nack = helper.understandsNack();
        nacksExpected += nack ? 1 : 0;
        sender.send(
            helper.endpoint(),
            new Message.IndirectPing(
                sequence, peer.endpoint(), peer.name(), nack, Optional.of(core.source())));
      }
      if (core.config.streamPings() && peer.understandsStreamPing() && left > 0) {
        pingByStream(left);
      }
    }

    private void pingByStream(long leftNanos) {
      var ping = new Message.Ping(sequence, peer.name(), Optional.of(core.source()));
      streams.exchange(
          peer.endpoint(),
          ping,
          Duration.ofNanos(leftNanos),
          outcome -> answeredByStream |= outcome.isAckOf(sequence));
    }

    private void end() {
      if (answeredByStream) {
        core.note(
            Level.WARN,
            "Was able to connect to "
                + peer.name()
                + " over TCP but UDP probes failed, network may be misconfigured");
        succeed();
      } else {
        fail();
      }
    }

    private void succeed() {
      core.awareness.add(-1);
      finish();
    }

    private void fail() {
      core.awareness.add(nacksExpected > 0 ? Math.max(0, nacksExpected - nacks) : 1);
      core.note(Level.INFO, "Suspect " + peer.name() + " has failed, no acks received");
      rumours.suspect(new Message.Suspect(peer.incarnation(), peer.name(), core.name));
      finish();
    }

    private void finish() {
      core.meter.lasted(GossipMeter.Measure.PROBE_NODE, core.now() - startNanos);
      waiters.remove(sequence);
      if (timer != null) {
        timer.cancel();
      }
      round = null;
      if (missed) {
        missed = false;
        target().ifPresent(Prober.this::begin);
      }
    }
  }
}
