package praetor.dns;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Settings of the DNS interface; a running server takes new ones at any time.
 *
 * <p>Source: the agent configuration's {@code dns_config}, {@code domain}, {@code alt_domain},
 * {@code recursors} and {@code translate_wan_addrs}; defaults observed on Consul 1.21.4.
 *
 * @param domain zone served, with or without a final dot
 * @param altDomain second zone served; empty for none
 * @param datacenter the agent's own
 * @param token passed to every lookup; opaque here
 * @param recursors {@code HOST[:PORT]}, asked about every other domain; port 53 unless given
 * @param recursorStrategy in which order recursors are asked
 * @param recursorTimeout how long one recursor may take
 * @param nodeTtl TTL of node names, name servers and {@code .addr} names
 * @param serviceTtl service name, {@code prefix*} or {@code *} to TTL; the longest match wins
 * @param soa numbers of the SOA record
 * @param onlyPassing whether instances with a warning are left out too
 * @param reading how old answers may be
 * @param udpAnswerLimit records in a UDP answer of at most 512 bytes
 * @param aRecordLimit address records in any answer; 0: no limit
 * @param enableTruncate whether a cut answer has the TC bit
 * @param disableCompression whether names are written in full
 * @param nodeMetaTxt whether node metadata is added to answers as TXT records
 * @param translateWanAddrs whether instances of other datacenters are given by their WAN addresses
 */
public record DnsOptions(
    String domain,
    String altDomain,
    String datacenter,
    String token,
    List<String> recursors,
    RecursorStrategy recursorStrategy,
    Duration recursorTimeout,
    Duration nodeTtl,
    Map<String, Duration> serviceTtl,
    Soa soa,
    boolean onlyPassing,
    Scope.Reading reading,
    int udpAnswerLimit,
    int aRecordLimit,
    boolean enableTruncate,
    boolean disableCompression,
    boolean nodeMetaTxt,
    boolean translateWanAddrs) {

  /** Consul's {@code max_stale}: in effect any age. */
  public static final Duration MAX_STALE_DEFAULT = Duration.ofDays(3_650);

  public DnsOptions {
    recursors = List.copyOf(recursors);
    serviceTtl = Map.copyOf(serviceTtl);
  }

  /** The numbers of the SOA record, in seconds. */
  public record Soa(int refresh, int retry, int expire, int minTtl) {}

  /** In which order recursors are asked. */
  public enum RecursorStrategy {
    SEQUENTIAL,
    RANDOM
  }

  /** A builder that starts with the defaults of a datacenter. */
  public static Builder builder(String datacenter) {
    return new Builder(datacenter);
  }

  /** The options of an agent without {@code dns_config}. */
  public static DnsOptions defaults(String datacenter) {
    return builder(datacenter).build();
  }

  /** Collects options; every setter returns the builder. */
  public static final class Builder {
    private final String datacenter;
    private String domain = "consul.";
    private String altDomain = "";
    private String token = "";
    private List<String> recursors = List.of();
    private RecursorStrategy recursorStrategy = RecursorStrategy.SEQUENTIAL;
    private Duration recursorTimeout = Duration.ofSeconds(2);
    private Duration nodeTtl = Duration.ZERO;
    private Map<String, Duration> serviceTtl = Map.of();
    private Soa soa = new Soa(3_600, 600, 86_400, 0);
    private boolean onlyPassing;
    private boolean allowStale = true;
    private Duration maxStale = MAX_STALE_DEFAULT;
    private boolean useCache;
    private Duration cacheMaxAge = Duration.ZERO;
    private int udpAnswerLimit = 3;
    private int aRecordLimit;
    private boolean enableTruncate;
    private boolean disableCompression;
    private boolean nodeMetaTxt = true;
    private boolean translateWanAddrs;

    private Builder(String datacenter) {
      this.datacenter = datacenter;
    }

    public Builder domain(String value) {
      domain = value;
      return this;
    }

    public Builder altDomain(String value) {
      altDomain = value;
      return this;
    }

    public Builder token(String value) {
      token = value;
      return this;
    }

    public Builder recursors(List<String> value) {
      recursors = value;
      return this;
    }

    public Builder recursorStrategy(RecursorStrategy value) {
      recursorStrategy = value;
      return this;
    }

    public Builder recursorTimeout(Duration value) {
      recursorTimeout = value;
      return this;
    }

    public Builder nodeTtl(Duration value) {
      nodeTtl = value;
      return this;
    }

    public Builder serviceTtl(Map<String, Duration> value) {
      serviceTtl = value;
      return this;
    }

    public Builder soa(Soa value) {
      soa = value;
      return this;
    }

    public Builder onlyPassing(boolean value) {
      onlyPassing = value;
      return this;
    }

    public Builder allowStale(boolean value) {
      allowStale = value;
      return this;
    }

    public Builder maxStale(Duration value) {
      maxStale = value;
      return this;
    }

    public Builder useCache(boolean value) {
      useCache = value;
      return this;
    }

    public Builder cacheMaxAge(Duration value) {
      cacheMaxAge = value;
      return this;
    }

    public Builder udpAnswerLimit(int value) {
      udpAnswerLimit = value;
      return this;
    }

    public Builder aRecordLimit(int value) {
      aRecordLimit = value;
      return this;
    }

    public Builder enableTruncate(boolean value) {
      enableTruncate = value;
      return this;
    }

    public Builder disableCompression(boolean value) {
      disableCompression = value;
      return this;
    }

    public Builder nodeMetaTxt(boolean value) {
      nodeMetaTxt = value;
      return this;
    }

    public Builder translateWanAddrs(boolean value) {
      translateWanAddrs = value;
      return this;
    }

    public DnsOptions build() {
      return new DnsOptions(
          domain,
          altDomain,
          datacenter,
          token,
          recursors,
          recursorStrategy,
          recursorTimeout,
          nodeTtl,
          serviceTtl,
          soa,
          onlyPassing,
          new Scope.Reading(allowStale, maxStale, useCache, cacheMaxAge),
          udpAnswerLimit,
          aRecordLimit,
          enableTruncate,
          disableCompression,
          nodeMetaTxt,
          translateWanAddrs);
    }
  }
}
