package praetor.gossip.swim;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import praetor.gossip.GossipMeter;
import praetor.gossip.wire.Liveness;
import praetor.gossip.wire.Message;
import praetor.gossip.wire.MessageCodec;
import praetor.gossip.wire.Versions;

/**
 * Decides what a message about a member means, and passes on what is news.
 *
 * <p>A member is alive, suspect, dead or left. Messages carry the incarnation that they are about;
 * only the member itself raises it, to refute:
 *
 * <ul>
 *   <li>alive with a higher incarnation: alive, from any state
 *   <li>suspect with the same or a higher one: alive becomes suspect; a suspect gets less time
 *   <li>dead with the same or a higher one: dead; left, when the member says so itself
 *   <li>the suspect's time is over: dead
 * </ul>
 */
final class Rumours {
  /** Source: memberlist's limit for meta data. */
  private static final int META_MAX_BYTES = 512;

  private final Core core;
  private final Map<String, Suspicion> suspicions = new HashMap<>();

  Rumours(Core core) {
    this.core = core;
  }

  /** Makes this member known, at its start and when its meta data changed. */
  void introduceMyself() {
    var known = core.peers.get(core.name);
    var alive =
        new Message.Alive(
            core.nextIncarnation(), core.name, core.endpoint, core.layer.meta(), Versions.CONSUL);
    var before = known == null ? addUnknown(alive) : known;
    believe(before, alive);
  }

  void alive(Message.Alive alive) {
    var known = core.peers.get(alive.node());
    if (isNothingNew(known, alive) || isRefused(alive)) {
      return;
    }
    var peer = known == null ? addUnknown(alive) : known;
    boolean moved = !peer.endpoint().equals(alive.endpoint());
    if (moved && !mayMove(peer)) {
      conflict(peer, alive);
      return;
    }
    if (core.isMe(alive.node())) {
      aboutMe(peer, alive);
    } else if (moved || alive.incarnation() > peer.incarnation()) {
      believe(peer, alive);
    }
  }

  private Peer addUnknown(Message.Alive alive) {
    var peer = Peer.unknown(alive, core.now());
    core.peers.putAnywhere(peer, core.random);
    return peer;
  }

  // What is heard most often: that somebody known is where it was.
  private boolean isNothingNew(@Nullable Peer known, Message.Alive alive) {
    if (core.isMe(alive.node())) {
      return core.leaving;
    }
    return known != null
        && alive.incarnation() <= known.incarnation()
        && alive.endpoint().equals(known.endpoint());
  }

  private boolean isRefused(Message.Alive alive) {
    if (!alive.versions().isWhole() || alive.versions().isImpossible()) {
      core.note(Level.WARN, "Ignoring an alive message for '" + alive.node() + "': bad versions");
      return true;
    }
    if (!alive.endpoint().isValid() || alive.meta().length() > META_MAX_BYTES) {
      core.note(
          Level.WARN, "Ignoring an alive message for '" + alive.node() + "': bad address or meta");
      return true;
    }
    var refusal = core.layer.refusal(List.of(Peer.unknown(alive, core.now())));
    refusal.ifPresent(
        why -> core.note(Level.WARN, "ignoring alive message for '" + alive.node() + "': " + why));
    return refusal.isPresent();
  }

  private boolean mayMove(Peer peer) {
    long gone = core.now() - peer.changedNanos();
    return switch (peer.liveness()) {
      case LEFT -> true;
      case DEAD -> gone > core.config.deadNodeReclaim().toNanos();
      case ALIVE, SUSPECT -> false;
    };
  }

  private void conflict(Peer peer, Message.Alive alive) {
    core.note(
        Level.ERROR,
        "Conflicting address for "
            + peer.name()
            + ". Mine: "
            + peer.endpoint()
            + " Theirs: "
            + alive.endpoint()
            + " Old state: "
            + peer.liveness());
    core.layer.conflict(peer, alive.endpoint());
  }

  private void aboutMe(Peer me, Message.Alive alive) {
    boolean older = alive.incarnation() < me.incarnation();
    boolean same =
        alive.incarnation() == me.incarnation()
            && alive.meta().equals(me.meta())
            && alive.versions().equals(me.versions());
    if (!older && !same) {
      // Said before a restart, or by somebody who takes this member's name.
      refute(me, alive.incarnation());
    }
  }

  private void believe(Peer before, Message.Alive alive) {
    core.meter.count(GossipMeter.Count.MSG_ALIVE, 1);
    endSuspicion(alive.node());
    spread(alive.node(), alive);
    var after = before.alive(alive, core.now());
    core.peers.put(after);
    if (before.liveness().isGone()) {
      core.layer.joined(after);
    } else if (!before.meta().equals(after.meta())) {
      core.layer.updated(after);
    }
  }

  void suspect(Message.Suspect suspect) {
    var peer = core.peers.get(suspect.node());
    if (peer == null) {
      return;
    }
    if (suspect.incarnation() < peer.incarnation()) {
      repeatRefutation(peer);
      return;
    }
    var running = suspicions.get(suspect.node());
    if (running != null) {
      if (running.confirm(suspect.from())) {
        spread(suspect.node(), suspect);
      }
      return;
    }
    if (peer.liveness() != Liveness.ALIVE) {
      return;
    }
    if (core.isMe(suspect.node())) {
      refute(peer, suspect.incarnation());
      return;
    }
    core.meter.count(GossipMeter.Count.MSG_SUSPECT, 1);
    spread(suspect.node(), suspect);
    core.peers.put(peer.with(Liveness.SUSPECT, suspect.incarnation(), core.now()));
    startSuspicion(suspect);
  }

  private void startSuspicion(Message.Suspect suspect) {
    int members = core.peers.size();
    int wanted = core.config.suspicionMult() - 2;
    if (members - 2 < wanted) {
      // Too few others to confirm anything.
      wanted = 0;
    }
    long min =
        Scale.suspicionNanos(
            core.config.suspicionMult(), members, core.config.probeInterval().toNanos());
    long max = core.config.suspicionMaxMult() * min;
    Runnable expired = () -> expired(suspect);
    suspicions.put(
        suspect.node(), new Suspicion(core.timers, suspect.from(), wanted, min, max, expired));
  }

  private void expired(Message.Suspect suspect) {
    var peer = core.peers.get(suspect.node());
    if (peer != null && peer.liveness() == Liveness.SUSPECT) {
      var running = suspicions.get(suspect.node());
      if (running != null && running.isThin()) {
        core.meter.count(GossipMeter.Count.DEGRADED_TIMEOUT, 1);
      }
      core.note(Level.INFO, "Marking " + suspect.node() + " as failed, suspect timeout reached");
      dead(new Message.Dead(peer.incarnation(), suspect.node(), core.name));
    }
  }

  void dead(Message.Dead dead) {
    dead(dead, () -> {});
  }

  /**
   * Takes a member for dead, or this one for left.
   *
   * @param spread called when the news was sent often enough
   */
  void dead(Message.Dead dead, Runnable spread) {
    var peer = core.peers.get(dead.node());
    if (peer == null) {
      return;
    }
    if (dead.incarnation() < peer.incarnation()) {
      repeatRefutation(peer);
      return;
    }
    endSuspicion(dead.node());
    if (peer.liveness().isGone()) {
      return;
    }
    if (core.isMe(dead.node()) && !core.leaving) {
      refute(peer, dead.incarnation());
      return;
    }
    core.meter.count(GossipMeter.Count.MSG_DEAD, 1);
    core.queue.addAbout(dead.node(), MessageCodec.encode(dead), spread);
    var state = dead.node().equals(dead.from()) ? Liveness.LEFT : Liveness.DEAD;
    var after = peer.with(state, dead.incarnation(), core.now());
    core.peers.put(after);
    core.layer.gone(after);
  }

  /**
   * Whoever still tells an old rumour about this member has missed what it said to it: the network
   * may have been cut in one direction. memberlist is silent here, and its members hear of each
   * other when they next exchange states, half a minute later.
   */
  private void repeatRefutation(Peer accused) {
    if (core.isMe(accused.name()) && accused.liveness() == Liveness.ALIVE && !core.leaving) {
      spread(core.name, accused.toAlive());
    }
  }

  private void refute(Peer me, long accused) {
    core.awareness.add(1);
    var refuting = me.withIncarnation(core.incarnationAbove(accused));
    core.peers.put(refuting);
    spread(core.name, refuting.toAlive());
    core.note(Level.WARN, "Refuting a rumour about this member, incarnation " + accused);
  }

  private void spread(String about, Message message) {
    core.queue.addAbout(about, MessageCodec.encode(message));
  }

  private void endSuspicion(String node) {
    var running = suspicions.remove(node);
    if (running != null) {
      running.cancel();
    }
  }
}
