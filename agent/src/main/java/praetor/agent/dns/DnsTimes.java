package praetor.agent.dns;

import praetor.agent.metrics.Metrics;
import praetor.agent.metrics.Sample;
import praetor.dns.net.DnsMeter;

/**
 * How long DNS questions take. Safe for any thread.
 *
 * <p>Source: {@code consul.dns.*} of Consul 1.21.4, with the labels {@code node} and {@code type}.
 */
public final class DnsTimes implements DnsMeter {
  /** Types by their numbers that are told by name; others by their number. */
  private static final int TYPES_MAX = 256;

  private final Sample[] byType = new Sample[TYPES_MAX];
  private final Sample others;
  private final Sample domain;
  private final Sample reverse;

  /**
   * @param node the name of this agent
   */
  public DnsTimes(Metrics metrics, String node) {
    domain = metrics.sample("dns.domain_query", "node", node);
    reverse = metrics.sample("dns.ptr_query", "node", node);
    others = metrics.sample("dns.query", "node", node, "type", "other");
    for (var type : Type.values()) {
      byType[type.number] = metrics.sample("dns.query", "node", node, "type", type.name());
    }
  }

  /** Source: IANA "Resource Record (RR) TYPEs". */
  private enum Type {
    A(1),
    NS(2),
    CNAME(5),
    SOA(6),
    PTR(12),
    MX(15),
    TXT(16),
    AAAA(28),
    SRV(33),
    NAPTR(35),
    HTTPS(65),
    ANY(255);

    private final int number;

    Type(int number) {
      this.number = number;
    }
  }

  @Override
  public void answered(int type, boolean isReverse, long startNanos) {
    var known = type < TYPES_MAX ? byType[type] : null;
    (known == null ? others : known).since(startNanos);
    (isReverse ? reverse : domain).since(startNanos);
  }
}
