package praetor.dns;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One of the domains served, in lower case.
 *
 * @param server first name of the SOA record
 * @param mailbox second name of the SOA record
 */
record Zone(DnsName name, DnsName server, DnsName mailbox, DnsOptions.Soa numbers) {
  static Zone of(String domain, DnsOptions.Soa numbers) {
    var text = domain.toLowerCase(Locale.ROOT);
    var name = name(text, domain);
    return new Zone(name, under("ns", name, domain), under("hostmaster", name, domain), numbers);
  }

  private static DnsName name(String text, String domain) {
    return checked(DnsName.of(text), domain);
  }

  private static DnsName under(String label, DnsName name, String domain) {
    return checked(DnsName.of(label, name), domain);
  }

  private static DnsName checked(@Nullable DnsName name, String domain) {
    if (name == null || name.isRoot()) {
      throw new IllegalArgumentException("\"" + domain + "\" is no domain name");
    }
    return name;
  }

  /**
   * The zone's SOA record.
   *
   * <p>Source: Consul 1.21.4: the serial is the time in seconds; the TTL of the record, which is
   * that of a negative answer too, is {@code min_ttl}.
   */
  ResourceRecord soa(int serial) {
    return new ResourceRecord(
        name, numbers.minTtl(), new Rdata.Soa(server, mailbox, serial, numbers));
  }
}
