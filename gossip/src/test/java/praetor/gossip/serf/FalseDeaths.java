package praetor.gossip.serf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import praetor.gossip.GossipEvent.MemberChanged;
import praetor.gossip.MemberChange;

/** Watches how long members that live are taken for failed by others. */
final class FalseDeaths {
  private record Pair(String seenBy, String victim) {}

  private final Sim sim;
  private final Map<Pair, Long> since = new HashMap<>();
  private final List<String> victims = new ArrayList<>();
  long longestNanos;

  FalseDeaths(Sim sim) {
    this.sim = sim;
    sim.members.forEach(this::watch);
  }

  void watch(SimMember member) {
    member.listener =
        event -> {
          if (event instanceof MemberChanged(MemberChange change, var about)) {
            changed(member, change, about.name());
          }
        };
  }

  private void changed(SimMember by, MemberChange change, String about) {
    var pair = new Pair(by.name(), about);
    boolean lives = sim.members.stream().anyMatch(m -> m.name().equals(about) && !m.dead);
    if (change == MemberChange.FAILED && lives) {
      victims.add(about);
      since.put(pair, sim.now());
    } else if (change == MemberChange.JOINED) {
      var began = since.remove(pair);
      if (began != null) {
        longestNanos = Math.max(longestNanos, sim.now() - began);
      }
    }
  }

  /** How many times a live member was declared dead. */
  int count() {
    return victims.size();
  }

  /** The longest time, of those that still go on too. */
  long longestMs() {
    long open = since.values().stream().mapToLong(began -> sim.now() - began).max().orElse(0);
    return Math.max(open, longestNanos) / 1_000_000;
  }
}
