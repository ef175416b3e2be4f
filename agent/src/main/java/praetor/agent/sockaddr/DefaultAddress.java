package praetor.agent.sockaddr;

import java.util.List;
import java.util.function.Predicate;

/** The address that other nodes use when none is configured. */
public sealed interface DefaultAddress {

  /** An address that could be it. */
  record Candidate(String ip, String networkInterface) {}

  /** There is none. */
  record None() implements DefaultAddress {}

  record Only(String ip) implements DefaultAddress {}

  /** One of several, for it alone is on the interface of the default route. */
  record Preferred(String ip, List<Candidate> candidates) implements DefaultAddress {
    public Preferred {
      candidates = List.copyOf(candidates);
    }
  }

  /** Several, and nothing speaks for one. */
  record Undecided(List<Candidate> candidates) implements DefaultAddress {
    public Undecided {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * Looks for the only private IPv4 address, or the only public IPv6 address. Private ones that no
   * router passes on, such as link-local ones, count when there are no others.
   */
  static DefaultAddress of(boolean ipv6, List<IfAddr> addresses) {
    Predicate<IfAddr> fits =
        ipv6
            ? addr -> !addr.ip().isV4() && !Rfc.holds(Rfc.PRIVATE, addr.ip())
            : addr -> addr.ip().isV4() && Rfc.holds(Rfc.PRIVATE, addr.ip());
    var found =
        addresses.stream()
            .filter(addr -> addr.flags().contains("up") && !addr.flags().contains("loopback"))
            .filter(fits)
            .toList();
    var reachable = found.stream().filter(addr -> Rfc.isForwardable(addr.ip())).toList();
    return choice(reachable.isEmpty() ? found : reachable);
  }

  private static DefaultAddress choice(List<IfAddr> found) {
    var preferred = found.stream().filter(IfAddr::isDefault).toList();
    var candidates =
        found.stream().map(addr -> new Candidate(addr.ip().text(), addr.name())).toList();
    return switch (found.size()) {
      case 0 -> new None();
      case 1 -> new Only(candidates.getFirst().ip());
      default ->
          preferred.size() == 1
              ? new Preferred(preferred.getFirst().ip().text(), candidates)
              : new Undecided(candidates);
    };
  }
}
