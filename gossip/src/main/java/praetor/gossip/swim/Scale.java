package praetor.gossip.swim;

/** How the protocol's numbers grow with the number of members. */
public final class Scale {
  /** Up to that many members whole states are exchanged at the configured interval. */
  private static final int PUSH_PULL_MEMBERS = 32;

  private Scale() {}

  /** How often a broadcast is sent. */
  public static int retransmits(int mult, int members) {
    return mult * (int) Math.ceil(Math.log10(members + 1.0));
  }

  static long suspicionNanos(int mult, int members, long intervalNanos) {
    double digits = Math.max(1.0, Math.log10(Math.max(1.0, members)));
    // Source: memberlist counts in thousandths.
    return mult * (long) (digits * 1_000) * intervalNanos / 1_000;
  }

  static long pushPullNanos(long intervalNanos, int members) {
    if (members <= PUSH_PULL_MEMBERS) {
      return intervalNanos;
    }
    double doublings = Math.ceil(log2(members) - log2(PUSH_PULL_MEMBERS)) + 1;
    return (long) (doublings * intervalNanos);
  }

  private static double log2(double number) {
    return Math.log(number) / Math.log(2);
  }
}
