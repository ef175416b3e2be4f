package praetor.gossip.swim;

import java.util.List;
import java.util.Optional;
import praetor.gossip.wire.StreamMessage.NodeState;
import praetor.gossip.wire.Versions;

/** The versions that all living members understand. */
final class VersionRange {
  private int min;
  private int max = Integer.MAX_VALUE;
  private int delegateMin;
  private int delegateMax = Integer.MAX_VALUE;

  void add(Versions versions) {
    min = Math.max(min, versions.min());
    max = Math.min(max, versions.max());
    delegateMin = Math.max(delegateMin, versions.delegateMin());
    delegateMax = Math.min(delegateMax, versions.delegateMax());
  }

  private boolean holds(Versions versions) {
    return versions.current() >= min
        && versions.current() <= max
        && versions.delegateCurrent() >= delegateMin
        && versions.delegateCurrent() <= delegateMax;
  }

  /** The first member, there or here, that speaks what others do not understand. */
  Optional<String> firstOutside(List<NodeState> remote, NameTable<Peer> local) {
    for (var node : remote) {
      if (!holds(node.versions())) {
        return Optional.of(complaint(node.name(), node.versions()));
      }
    }
    for (int i = 0; i < local.size(); i++) {
      var peer = local.at(i);
      if (!holds(peer.versions())) {
        return Optional.of(complaint(peer.name(), peer.versions()));
      }
    }
    return Optional.empty();
  }

  private String complaint(String name, Versions spoken) {
    boolean protocol = spoken.current() < min || spoken.current() > max;
    return protocol
        ? "node '%s' protocol version (%d) is incompatible: [%d, %d]"
            .formatted(name, spoken.current(), min, max)
        : "node '%s' delegate protocol version (%d) is incompatible: [%d, %d]"
            .formatted(name, spoken.delegateCurrent(), delegateMin, delegateMax);
  }
}
