package praetor.agent.membership;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import praetor.agent.config.Cidr;
import praetor.gossip.Member;
import praetor.gossip.MemberStatus;
import praetor.gossip.serf.Admission;

/**
 * Who may be in a pool together. Immutable.
 *
 * <p>Source: texts of Consul 1.21.4; that a Praetor server keeps away from servers of Consul is our
 * own rule: they do not share a log.
 */
final class PoolAdmission implements Admission {
  private enum Kind {
    LAN,
    WAN
  }

  private final Kind kind;
  private final praetor.agent.membership.Member self;
  private final List<Cidr> allowed;

  private PoolAdmission(
      Kind kind, praetor.agent.membership.Member self, List<String> allowedCidrs) {
    this.kind = kind;
    this.self = self;
    this.allowed = allowedCidrs.stream().map(Cidr::parse).flatMap(Optional::stream).toList();
  }

  /** The rules among the agents of a datacenter. */
  static PoolAdmission lan(praetor.agent.membership.Member self, List<String> allowedCidrs) {
    return new PoolAdmission(Kind.LAN, self, allowedCidrs);
  }

  /** The rules among the servers of all datacenters. */
  static PoolAdmission wan(praetor.agent.membership.Member self, List<String> allowedCidrs) {
    return new PoolAdmission(Kind.WAN, self, allowedCidrs);
  }

  @Override
  public boolean looksFirst() {
    return self.isServer();
  }

  @Override
  public Optional<String> refusal(List<Member> members) {
    Map<String, String> namesById = new HashMap<>();
    for (var member : members) {
      var refusal = refusal(member).or(() -> twice(member, namesById));
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private Optional<String> refusal(Member member) {
    if (isSelf(member) || member.status() == MemberStatus.LEFT) {
      return Optional.empty();
    }
    return outside(member)
        .or(() -> kind == Kind.LAN ? lanRefusal(member) : wanRefusal(member))
        .or(() -> foreignServer(member));
  }

  private boolean isSelf(Member member) {
    return member.name().equalsIgnoreCase(self.name());
  }

  private Optional<String> outside(Member member) {
    if (allowed.isEmpty()) {
      return Optional.empty();
    }
    var address = InetAddress.ofLiteral(member.endpoint().host());
    return allowed.stream().anyMatch(cidr -> cidr.contains(address))
        ? Optional.empty()
        : Optional.of(
            "Member '"
                + member.name()
                + "' has the address "
                + member.endpoint().host()
                + ", which is not in the allowed networks");
  }

  private Optional<String> lanRefusal(Member member) {
    var tags = member.tags();
    var datacenter = tags.getOrDefault("dc", "");
    if (!datacenter.equals(self.tags().get("dc"))) {
      return Optional.of(
          "Member '" + member.name() + "' part of wrong datacenter '" + datacenter + "'");
    }
    if (!tags.getOrDefault("segment", "").isEmpty()) {
      return Optional.of(
          "Member '"
              + member.name()
              + "' part of segment '"
              + tags.get("segment")
              + "'; Network Segments are a Consul Enterprise feature");
    }
    var id = id(member);
    return !id.isEmpty() && id.equals(self.tags().get("id"))
        ? Optional.of(
            "Member '"
                + member.name()
                + "' has conflicting node ID '"
                + id
                + "' with this agent's ID")
        : Optional.empty();
  }

  private Optional<String> wanRefusal(Member member) {
    return "consul".equals(member.tags().get("role"))
        ? Optional.empty()
        : Optional.of("Member '" + member.name() + "' is not a server");
  }

  private Optional<String> foreignServer(Member member) {
    boolean foreign =
        self.isServer()
            && "consul".equals(member.tags().get("role"))
            && !SelfMember.isPraetor(member.tags());
    return foreign
        ? Optional.of(
            "Member '"
                + member.name()
                + "' is a server of Consul, and Praetor servers share no pool with those:"
                + " move the datacenter with a snapshot, or join as a client agent")
        : Optional.empty();
  }

  private Optional<String> twice(Member member, Map<String, String> namesById) {
    var id = id(member);
    if (kind == Kind.WAN || id.isEmpty() || member.status() == MemberStatus.LEFT) {
      return Optional.empty();
    }
    var other = namesById.putIfAbsent(id, member.name());
    return other == null || other.equals(member.name())
        ? Optional.empty()
        : Optional.of(
            "Member '"
                + member.name()
                + "' has conflicting node ID '"
                + id
                + "' with member '"
                + other
                + "'");
  }

  private static String id(Member member) {
    return member.tags().getOrDefault("id", "").toLowerCase(Locale.ROOT);
  }
}
