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
      List.of(
          "acl",
          "acl-auth",
          "acl-off",
          "config-entries",
          "connect-ca",
          "intention",
          "keyring",
          "keys",
          "peering",
          "services",
          "snapshot",
          "tls");

  /** Steps of files whose other commands exist: join, force-leave, reload, rtt, monitor. */
  private static final List<Integer> MEMBERS =
      List.of(
          13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42,
          43);

  /** The commands of raft's peers beyond list-peers, of autopilot and of usage. */
  private static final List<Integer> OPERATOR =
      List.of(
          6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 26, 27, 28, 30, 31,
          32, 38);

  /** Maintenance, and the service that is registered for it. */
  private static final List<Integer> EVENT_LOCK_WATCH =
      List.of(56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70);

  private static final NotYet NOT_YET = new NotYet("cli", reasons());

  private static Map<String, String> reasons() {
    var reasons = new TreeMap<String, String>();
    MISSING.forEach(file -> reasons.put(file, LATER));
    MEMBERS.forEach(step -> reasons.put("members/#" + step, LATER));
    EVENT_LOCK_WATCH.forEach(step -> reasons.put("event-lock-watch/#" + step, LATER));
    OPERATOR.forEach(step -> reasons.put("operator/#" + step, LATER));
    reasons.put("agent-start/#1", "the log lines of raft's configuration are not there");
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
