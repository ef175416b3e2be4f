package praetor.agent.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * {@code domain}, {@code alt_domain} and the {@code dns_config} block.
 *
 * @param domain served zone, letters as given, without the last dot: {@code consul}
 * @param altDomain second name of the zone
 * @param serviceTtl TTLs by service name, {@code prefix*} or {@code *}
 * @param udpAnswerLimit most records of an answer over plain UDP
 * @param aRecordLimit most address records on any transport; 0 is no limit
 * @param recursorRandom {@code recursor_strategy = "random"}
 */
public record DnsConfig(
    String domain,
    Optional<String> altDomain,
    boolean allowStale,
    Duration maxStale,
    Duration nodeTtl,
    Map<String, Duration> serviceTtl,
    boolean onlyPassing,
    boolean enableTruncate,
    boolean disableCompression,
    boolean nodeMetaTxt,
    int udpAnswerLimit,
    int aRecordLimit,
    boolean useCache,
    Duration cacheMaxAge,
    Duration recursorTimeout,
    boolean recursorRandom,
    Soa soa) {

  /** Seconds of the zone's SOA record. */
  public record Soa(long refresh, long retry, long expire, long minTtl) {}

  public DnsConfig {
    serviceTtl = Map.copyOf(serviceTtl);
  }
}
