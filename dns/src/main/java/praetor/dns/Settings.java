package praetor.dns;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@link DnsOptions} prepared for answering: names in wire form, TTLs in seconds. Immutable. */
public final class Settings {
  private final DnsOptions options;
  private final Zone mainZone;
  private final List<Zone> zones;
  private final Scope local;
  private final String datacenter;
  private final int nodeTtl;
  private final Map<String, Duration> serviceTtl;
  private final List<String> prefixesLongestFirst;

  private Settings(DnsOptions options) {
    this.options = options;
    this.mainZone = Zone.of(options.domain(), options.soa());
    // The longest first: one zone may lie inside the other.
    this.zones =
        Stream.concat(
                Stream.of(mainZone),
                Stream.of(options.altDomain())
                    .filter(domain -> !domain.isEmpty())
                    .map(domain -> Zone.of(domain, options.soa())))
            .sorted((a, b) -> b.name().length() - a.name().length())
            .toList();
    this.local = new Scope("", "", options.token(), options.reading());
    this.datacenter = options.datacenter().toLowerCase(Locale.ROOT);
    this.nodeTtl = seconds(options.nodeTtl());
    this.serviceTtl = options.serviceTtl();
    this.prefixesLongestFirst =
        serviceTtl.keySet().stream()
            .filter(key -> key.endsWith("*"))
            .map(key -> key.substring(0, key.length() - 1))
            .sorted((a, b) -> b.length() - a.length())
            .toList();
  }

  /**
   * Prepares options.
   *
   * @throws IllegalArgumentException if a domain is no domain name
   */
  public static Settings of(DnsOptions options) {
    return new Settings(options);
  }

  /** How long one recursor may take. */
  public Duration recursorTimeout() {
    return options.recursorTimeout();
  }

  DnsOptions options() {
    return options;
  }

  /** The zones, the one with the longest name first. */
  List<Zone> zones() {
    return zones;
  }

  /** The zone of the option {@code domain}. */
  Zone mainZone() {
    return mainZone;
  }

  /** Reads in the agent's own datacenter. */
  Scope local() {
    return local;
  }

  /** Reads in a datacenter named by a question, in lower case. */
  Scope in(String asked) {
    return asked.equals(datacenter) ? local : local.in(asked);
  }

  boolean isLocal(String other) {
    return other.equalsIgnoreCase(datacenter);
  }

  boolean recursion() {
    return !options.recursors().isEmpty();
  }

  int nodeTtl() {
    return nodeTtl;
  }

  /**
   * The TTL of a service: of its whole name, else of the longest prefix, else 0. Letters must be
   * the same.
   */
  int serviceTtl(String name) {
    if (serviceTtl.isEmpty()) {
      return 0;
    }
    return Optional.ofNullable(serviceTtl.get(name))
        .or(() -> prefixesLongestFirst.stream().filter(name::startsWith).findFirst().map(this::of))
        .map(Settings::seconds)
        .orElse(0);
  }

  private Duration of(String prefix) {
    return serviceTtl.getOrDefault(prefix + "*", Duration.ZERO);
  }

  /** Whole seconds, the rest cut off. */
  static int seconds(Duration ttl) {
    return Math.clamp(ttl.toSeconds(), 0, Integer.MAX_VALUE);
  }
}
