package praetor.testkit.vectors.dns;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import praetor.testkit.agent.AgentLauncher;
import praetor.testkit.vectors.Report;
import praetor.testkit.vectors.VectorFiles;
import praetor.testkit.vectors.VectorTests;

/**
 * Asks recorded DNS questions of agents: a fresh one for each file, with the configuration and the
 * data that the file gives.
 *
 * <p>Questions go over UDP, and once more over TCP where the recording leaves the transport open.
 *
 * <p>Source: {@code praetor/vectors/dns/README.md}; the answers are those of Consul 1.21.4.
 */
public final class DnsVectors {
  private static final String FOLDER = "dns";

  private final AgentLauncher launcher;
  private final Set<String> leftOut;

  public DnsVectors(AgentLauncher launcher) {
    this(launcher, Set.of());
  }

  private DnsVectors(AgentLauncher launcher, Set<String> leftOut) {
    this.launcher = launcher;
    this.leftOut = leftOut;
  }

  /** The same without the calls to a path that prepare the questions: agents may not have it yet. */
  public DnsVectors leavingOut(String path) {
    var more = new HashSet<>(leftOut);
    more.add(path);
    return new DnsVectors(launcher, Set.copyOf(more));
  }

  /** The names of all files of questions. */
  public static List<String> names() {
    return VectorFiles.names(FOLDER);
  }

  /** Asks the questions of one file. */
  public Report replay(String name) throws IOException, InterruptedException {
    try (var replay = DnsReplay.start(launcher, name, VectorFiles.read(FOLDER, name))) {
      return replay.run(leftOut);
    }
  }

  /** A test for each answer to the named files' questions, in containers named as they are. */
  public Stream<DynamicNode> tests(List<String> names) {
    return VectorTests.of(names, this::replay);
  }
}
