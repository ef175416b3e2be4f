package praetor.it;

import static java.util.Map.entry;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import praetor.testkit.vectors.dns.DnsVectors;

/** Single servers answer DNS questions, over UDP and TCP, as Consul 1.21.4 did. */
class DnsVectorsIT {
  private static final int AGENTS_AT_A_TIME = 3;
  private static final String ENTRIES = "needs config entries, which come with a later version";

  private static final NotYet NOT_YET =
      new NotYet(
          "dns",
          Map.ofEntries(
              entry("acl-deny", "needs access control, which comes with a later version"),
              entry("acl-token", "needs access control, which comes with a later version"),
              entry("connect/#18", ENTRIES),
              entry("connect/#19", ENTRIES),
              entry("connect/#21", ENTRIES),
              entry("connect/#28", ENTRIES)));

  @TestFactory
  Stream<DynamicNode> recordedAnswersHold() {
    var names = DnsVectors.names();
    var vectors = new DnsVectors(Program.launcher()).leavingOut("/v1/config");
    var ahead = new Ahead(AGENTS_AT_A_TIME, NOT_YET.replayed(names), vectors::replay);
    return NOT_YET.tests(names, ahead).onClose(ahead::close);
  }
}
