package praetor.dns;

import java.net.InetAddress;

/**
 * One question about a zone on its way to its answer. Owned by the thread that answers.
 *
 * @param asked what came, or the name that an alias led to
 * @param domainStart where in the name the labels of the zone start
 * @param client who asked
 * @param mayWait whether this thread may wait for lookups and recursors
 * @param depth how many aliases led here, 0 for the question itself
 * @param enough how many answers can matter
 */
record Inquiry(
    Question asked,
    Zone zone,
    int domainStart,
    Settings settings,
    InetAddress client,
    boolean mayWait,
    int depth,
    int enough) {

  DnsName name() {
    return asked.name();
  }

  int type() {
    return asked.type();
  }

  /** The zone's name with the letters of the question. */
  DnsName domain() {
    return name().from(domainStart);
  }

  /** The question for the name that an alias leads to, in a zone. */
  Inquiry about(DnsName target, Zone targetZone, int targetDomainStart) {
    return new Inquiry(
        asked.about(target),
        targetZone,
        targetDomainStart,
        settings,
        client,
        mayWait,
        depth + 1,
        enough);
  }
}
