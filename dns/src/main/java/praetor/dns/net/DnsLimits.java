package praetor.dns.net;

import java.time.Duration;

/**
 * How much a DNS server takes on.
 *
 * @param waitingMax questions over UDP that may wait for lookups and recursors at the same time;
 *     more are not answered, and their askers ask again
 * @param connectionsMax TCP connections at the same time; more are closed at once
 * @param pipelineMax questions of one connection that may be worked on at the same time
 * @param idle how long a connection may be without a question
 */
public record DnsLimits(int waitingMax, int connectionsMax, int pipelineMax, Duration idle) {
  /** RFC 7766 section 6.2.3 wants idle connections closed after seconds. */
  public static final DnsLimits DEFAULT = new DnsLimits(8_192, 1_024, 64, Duration.ofSeconds(8));
}
