package praetor.dns;

/**
 * The numbers of record types that have a meaning here; a question may carry any other.
 *
 * <p>Source: IANA "Resource Record (RR) TYPEs".
 */
final class DnsType {
  static final int A = 1;
  static final int NS = 2;
  static final int CNAME = 5;
  static final int SOA = 6;
  static final int PTR = 12;
  static final int TXT = 16;
  static final int AAAA = 28;
  static final int SRV = 33;
  static final int OPT = 41;
  static final int AXFR = 252;
  static final int ANY = 255;

  private DnsType() {}
}
