package praetor.it;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
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

  private static final NotYet NOT_YET =
      new NotYet(
          "cli",
          Map.ofEntries(
              entry("acl", LATER),
              entry("acl-auth", LATER),
              entry("acl-off", LATER),
              entry("config-entries", LATER),
              entry("connect-ca", LATER),
              entry("event-lock-watch", LATER),
              entry("intention", LATER),
              entry("keyring", LATER),
              entry("keys", LATER),
              entry("agent-start/#1", "the log lines of raft's configuration are not there"),
              entry("members/#13", LATER),
              entry("members/#14", LATER),
              entry("members/#15", LATER),
              entry("members/#16", LATER),
              entry("members/#17", LATER),
              entry("members/#18", LATER),
              entry("members/#19", LATER),
              entry("members/#20", LATER),
              entry("members/#21", LATER),
              entry("members/#22", LATER),
              entry("members/#23", LATER),
              entry("members/#32", LATER),
              entry("members/#33", LATER),
              entry("members/#34", LATER),
              entry("members/#35", LATER),
              entry("members/#36", LATER),
              entry("members/#37", LATER),
              entry("members/#38", LATER),
              entry("members/#39", LATER),
              entry("members/#40", LATER),
              entry("members/#41", LATER),
              entry("members/#42", LATER),
              entry("members/#43", LATER),
              entry("peering", LATER),
              entry("services", LATER),
              entry("snapshot", LATER),
              entry("tls", LATER)));

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
