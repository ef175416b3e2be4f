package praetor.dns;

/**
 * Response codes.
 *
 * <p>Source: RFC 1035 section 4.1.1.
 */
final class Rcode {
  static final int NOERROR = 0;
  static final int FORMERR = 1;
  static final int SERVFAIL = 2;
  static final int NXDOMAIN = 3;
  static final int NOTIMP = 4;
  static final int REFUSED = 5;

  private Rcode() {}
}
