package praetor.dns;

/**
 * One record of class IN.
 *
 * @param ttl seconds
 */
record ResourceRecord(DnsName owner, int ttl, Rdata data) {
  /** Type, class, TTL and the length of the data. */
  private static final int FIXED_BYTES = 10;

  /** Bytes on the wire without name compression. */
  int length() {
    return owner.length() + FIXED_BYTES + data.length();
  }

  ResourceRecord withTtl(int seconds) {
    return new ResourceRecord(owner, seconds, data);
  }

  boolean isAddressOrAlias() {
    return switch (data) {
      case Rdata.A _, Rdata.Aaaa _ -> true;
      case Rdata.Host host -> host.type() == DnsType.CNAME;
      case Rdata.Srv _, Rdata.Soa _, Rdata.Txt _ -> false;
    };
  }
}
