package praetor.it;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import praetor.testkit.vectors.cli.CliVectors;

/** The commands print, and exit, as those of Consul 1.21.4 did. */
class CliVectorsIT {
  private static final int FILES_AT_A_TIME = 2;
  private static final String LATER = "the commands come with a later version";

  /** Without agents of their own, and replayed inside one JVM by faster tests, too. */
  private static final List<String> MANY_STARTS = List.of("global", "config-files", "config-keys");

  private static final List<String> MISSING =
      List.of("acl", "acl-auth", "acl-off", "config-entries", "connect-ca", "intention", "peering");

  private static final NotYet NOT_YET = new NotYet("cli", reasons());

  private static Map<String, String> reasons() {
    var reasons = new TreeMap<String, String>();
    MISSING.forEach(file -> reasons.put(file, LATER));
    reasons.put("snapshot", "waits for a federation state, which Praetor has none of: SnapshotIT");
    return reasons;
  }

  @TestFactory
  Stream<DynamicNode> recordedOutputHolds() {
    return tests(CliVectors.names().stream().filter(n -> !MANY_STARTS.contains(n)).toList());
  }

  @TestFactory
  @Tag("slow")
  Stream<DynamicNode> recordedOutputHoldsForHundredsOfStarts() {
    return tests(MANY_STARTS);
  }

  private Stream<DynamicNode> tests(List<String> names) {
    var vectors = new CliVectors(Program.command(), Program.launcher());
    var ahead = new Ahead(FILES_AT_A_TIME, NOT_YET.replayed(names), vectors::replay);
    return NOT_YET.tests(names, ahead).onClose(ahead::close);
  }
}
