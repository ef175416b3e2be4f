package praetor.gossip.serf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import praetor.gossip.GossipEvent;
import praetor.gossip.GossipEvent.MemberChanged;
import praetor.gossip.MemberChange;
import praetor.gossip.MemberStatus;
import praetor.gossip.swim.Peer;
import praetor.gossip.swim.SwimConfig;
import praetor.gossip.wire.Liveness;
import praetor.gossip.wire.Versions;

/**
 * A simulated pool of many members that have all known each other for long, and that are counted,
 * not asked, while members join, leave and die.
 */
final class LargePool {
  private static final Serf.Settings LAN = Serf.Settings.of(SwimConfig.LAN);
  private static final Map<String, String> TAGS =
      Map.of(
          "role", "node",
          "dc", "dc1",
          "id", "0f0e0d0c-0b0a-0908-0706-050403020100",
          "segment", "",
          "vsn", "2",
          "vsn_min", "2",
          "vsn_max", "3",
          "build", "1.21.4:praetor");

  final Sim sim;
  // What the members heard of those that something really happened to.
  int joins;
  int failures;
  int departures;
  int userEvents;
  final List<String> falseDeaths = new ArrayList<>();

  LargePool(long seed, int size) {
    this.sim = new Sim(seed);
    for (int i = 0; i < size; i++) {
      sim.create("member-" + i, LAN, TAGS);
    }
    preload();
    for (var member : sim.members) {
      watch(member);
      member.run(member.serf::start);
    }
    sim.runFor(Duration.ofSeconds(5));
    joins = 0;
  }

  private void preload() {
    var meta = TagCodec.encode(TAGS);
    var peers = new ArrayList<Peer>();
    var entries = new ArrayList<Entry>();
    for (var member : sim.members) {
      var peer =
          new Peer(member.name(), member.endpoint(), meta, Versions.CONSUL, 1, Liveness.ALIVE, 0);
      peers.add(peer);
      entries.add(Entry.of(peer, MemberStatus.ALIVE, 1));
    }
    sim.members.forEach(member -> member.serf.preload(peers, entries));
  }

  private void watch(SimMember member) {
    member.keepEvents = false;
    member.listener = event -> heard(event);
  }

  private void heard(GossipEvent event) {
    switch (event) {
      case MemberChanged(var change, var about) -> changed(change, about.name());
      case GossipEvent.UserEvent _ -> userEvents++;
      case GossipEvent.QueryReceived _ -> {}
    }
  }

  private void changed(MemberChange change, String about) {
    switch (change) {
      case JOINED -> joins++;
      case LEFT -> departures++;
      case FAILED -> {
        if (sim.members.get(number(about)).dead) {
          failures++;
        } else {
          falseDeaths.add(about);
        }
      }
      case UPDATED, REAPED -> {}
    }
  }

  private static int number(String name) {
    return Integer.parseInt(name.substring(name.indexOf('-') + 1));
  }

  SimMember member(int number) {
    return sim.members.get(number);
  }

  SimMember join(SimMember seed) {
    var member = sim.create("member-" + sim.members.size(), LAN, TAGS);
    watch(member);
    // What it learns of the others is not what the others learn of it.
    member.listener = _ -> {};
    member.run(member.serf::start);
    GossipSimTest.join(member, seed);
    return member;
  }

  /** Virtual time until that holds, in milliseconds. */
  long msUntil(Duration most, BooleanSupplier holds) {
    long start = sim.now();
    while (!holds.getAsBoolean() && sim.now() - start < most.toNanos()) {
      sim.runFor(Duration.ofMillis(100));
    }
    return (sim.now() - start) / 1_000_000;
  }
}
