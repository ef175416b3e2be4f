package praetor.agent.dns;

import praetor.agent.config.AgentConfig;
import praetor.agent.config.DnsConfig;
import praetor.dns.DnsOptions;

/** The options of the DNS interface as the configuration has them. */
public final class DnsSettings {
  private DnsSettings() {}

  public static DnsOptions of(AgentConfig config) {
    var dns = config.dns();
    return DnsOptions.builder(config.node().datacenter())
        .domain(dns.domain())
        .altDomain(dns.altDomain().orElse(""))
        .recursors(config.recursors())
        .recursorStrategy(
            dns.recursorRandom()
                ? DnsOptions.RecursorStrategy.RANDOM
                : DnsOptions.RecursorStrategy.SEQUENTIAL)
        .recursorTimeout(dns.recursorTimeout())
        .nodeTtl(dns.nodeTtl())
        .serviceTtl(dns.serviceTtl())
        .soa(soa(dns.soa()))
        .onlyPassing(dns.onlyPassing())
        .allowStale(dns.allowStale())
        .maxStale(dns.maxStale())
        .useCache(dns.useCache())
        .cacheMaxAge(dns.cacheMaxAge())
        .udpAnswerLimit(dns.udpAnswerLimit())
        .aRecordLimit(dns.aRecordLimit())
        .enableTruncate(dns.enableTruncate())
        .disableCompression(dns.disableCompression())
        .nodeMetaTxt(dns.nodeMetaTxt())
        .translateWanAddrs(config.translateWanAddrs())
        .build();
  }

  private static DnsOptions.Soa soa(DnsConfig.Soa soa) {
    return new DnsOptions.Soa(
        Math.toIntExact(soa.refresh()),
        Math.toIntExact(soa.retry()),
        Math.toIntExact(soa.expire()),
        Math.toIntExact(soa.minTtl()));
  }
}
