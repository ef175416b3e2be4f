package praetor.gossip.serf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.event.Level;
import praetor.gossip.GossipEvent.MemberChanged;
import praetor.gossip.GossipMeter;
import praetor.gossip.Member;
import praetor.gossip.MemberChange;
import praetor.gossip.MemberStatus;
import praetor.gossip.swim.Peer;
import praetor.gossip.wire.Liveness;

/**
 * Who is in the pool, and who was.
 *
 * <p>alive becomes leaving by a leave intent, and left when the membership protocol then finds it
 * gone; without an intent it becomes failed. A leave intent about a failed member makes it left:
 * that is force-leave. A join intent makes a leaving member alive again. Whoever comes back is
 * alive. Intents older than the last one that counted are ignored, by Lamport time.
 *
 * <p>In one thing this differs from serf: a member that says itself that it is gone is left, even
 * if its intent has not arrived yet. Serf takes it for failed until then.
 */
final class Roster {
  /** Source: serf's flap timeout. */
  private static final Duration FLAP_MAX = Duration.ofSeconds(60);

  private enum Kind {
    JOIN,
    LEAVE
  }

  /** What was said about a member that is not known yet. */
  private record Intent(Kind kind, long time, long heardNanos) {}

  private final Context context;
  private final ReconnectTimeouts timeouts;
  private final Map<String, Intent> recent = new HashMap<>();
  private final Set<String> failed = new LinkedHashSet<>();
  private final Set<String> left = new LinkedHashSet<>();
  // As it was asked for last, until something changes.
  private List<Member> members = List.of();
  private boolean changed = true;

  Roster(Context context, ReconnectTimeouts timeouts) {
    this.context = context;
    this.timeouts = timeouts;
  }

  Set<String> failed() {
    return failed;
  }

  Set<String> left() {
    return left;
  }

  void joined(Peer peer) {
    var known = context.entries.get(peer.name());
    if (known != null && hasJustFailed(known)) {
      context.meter.count(GossipMeter.Count.MEMBER_FLAP, 1);
    }
    var entry =
        known == null
            ? newcomer(peer)
            : known.withPeer(peer).with(MemberStatus.ALIVE, context.now());
    failed.remove(peer.name());
    left.remove(peer.name());
    put(entry, MemberChange.JOINED);
  }

  private boolean hasJustFailed(Entry known) {
    return known.status() == MemberStatus.FAILED
        && context.now() - known.goneNanos() < FLAP_MAX.toNanos();
  }

  private Entry newcomer(Peer peer) {
    var intent = recent.get(peer.name());
    if (intent == null) {
      return Entry.of(peer, MemberStatus.ALIVE, 0);
    }
    var status = intent.kind() == Kind.LEAVE ? MemberStatus.LEAVING : MemberStatus.ALIVE;
    return Entry.of(peer, status, intent.time());
  }

  void gone(Peer peer) {
    var entry = context.entries.get(peer.name());
    if (entry == null) {
      return;
    }
    if (entry.status().isGone()) {
      return;
    }
    if (entry.status() == MemberStatus.LEAVING || peer.liveness() == Liveness.LEFT) {
      left.add(entry.name());
      put(entry.with(MemberStatus.LEFT, context.now()), MemberChange.LEFT);
    } else {
      failed.add(entry.name());
      put(entry.with(MemberStatus.FAILED, context.now()), MemberChange.FAILED);
    }
  }

  void updated(Peer peer) {
    var entry = context.entries.get(peer.name());
    if (entry != null) {
      put(entry.withPeer(peer), MemberChange.UPDATED);
    }
  }

  /** Takes an intent to join; whether it is news. */
  boolean join(SerfMessage.JoinIntent intent) {
    context.clock.witness(intent.time());
    var entry = context.entries.get(intent.node());
    if (entry == null) {
      return remember(intent.node(), Kind.JOIN, intent.time());
    }
    if (!isAfter(intent.time(), entry)) {
      return false;
    }
    var timed = entry.withStatusTime(intent.time());
    boolean stays = entry.status() == MemberStatus.LEAVING;
    put(stays ? timed.with(MemberStatus.ALIVE, context.now()) : timed);
    return true;
  }

  /** Takes an intent to leave, of another member; whether it is news. */
  boolean leave(SerfMessage.LeaveIntent intent) {
    context.clock.witness(intent.time());
    var entry = context.entries.get(intent.node());
    if (entry == null) {
      return remember(intent.node(), Kind.LEAVE, intent.time());
    }
    if (!isAfter(intent.time(), entry)) {
      return false;
    }
    var timed = entry.withStatusTime(intent.time());
    switch (entry.status()) {
      case ALIVE -> put(timed.with(MemberStatus.LEAVING, context.now()));
      case FAILED -> {
        failed.remove(entry.name());
        left.add(entry.name());
        put(timed.with(MemberStatus.LEFT, context.now()), MemberChange.LEFT);
      }
      case NONE, LEAVING, LEFT -> put(timed);
    }
    if (intent.prune()) {
      prune(intent.node());
    }
    return true;
  }

  /** Whether that intent is newer than what decided the status of its member. */
  boolean isNews(SerfMessage.LeaveIntent intent) {
    var entry = context.entries.get(intent.node());
    return entry != null && isAfter(intent.time(), entry);
  }

  private static boolean isAfter(long time, Entry entry) {
    return Long.compareUnsigned(time, entry.statusTime()) > 0;
  }

  private boolean remember(String node, Kind kind, long time) {
    var known = recent.get(node);
    if (known != null && Long.compareUnsigned(time, known.time()) <= 0) {
      return false;
    }
    recent.put(node, new Intent(kind, time, context.now()));
    return true;
  }

  // One that is still leaving gets the time to be gone first.
  private void prune(String node) {
    var entry = context.entries.get(node);
    if (entry == null) {
      return;
    }
    if (entry.status() != MemberStatus.LEAVING) {
      erase(entry);
      return;
    }
    var wait = context.config.broadcastTimeout().plus(context.config.leavePropagateDelay());
    context.timers.after(
        wait.toNanos(),
        () -> {
          var later = context.entries.get(node);
          if (later != null && later.status() != MemberStatus.ALIVE) {
            erase(later);
          }
        });
  }

  private void erase(Entry entry) {
    changed = true;
    failed.remove(entry.name());
    left.remove(entry.name());
    context.entries.remove(entry.name());
    context.tell(new MemberChanged(MemberChange.REAPED, entry.toMember()));
  }

  /** Forgets whoever is gone for too long. */
  void reap() {
    for (var name : List.copyOf(failed)) {
      reap(name, true);
    }
    for (var name : List.copyOf(left)) {
      reap(name, false);
    }
    long keep = context.config.recentIntentTimeout().toNanos();
    recent.values().removeIf(intent -> context.now() - intent.heardNanos() > keep);
  }

  private void reap(String name, boolean hasFailed) {
    var entry = context.entries.get(name);
    if (entry == null) {
      return;
    }
    Duration keep =
        hasFailed
            ? timeouts.of(entry.toMember(), context.config.reconnectTimeout())
            : context.config.tombstoneTimeout();
    if (context.now() - entry.goneNanos() > keep.toNanos()) {
      context.note(Level.INFO, "EventMemberReap: " + name);
      erase(entry);
    }
  }

  private void put(Entry entry) {
    changed = true;
    context.entries.put(entry);
  }

  private void put(Entry entry, MemberChange change) {
    put(entry);
    context.tell(new MemberChanged(change, entry.toMember()));
  }

  List<Member> members() {
    if (changed) {
      var listed = new ArrayList<Member>(context.entries.size());
      context.entries.forEach(entry -> listed.add(entry.toMember()));
      members = List.copyOf(listed);
      changed = false;
    }
    return members;
  }
}
