package praetor.testkit.vectors.cli;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import praetor.testkit.agent.AgentLauncher;
import praetor.testkit.vectors.Report;
import praetor.testkit.vectors.VectorFiles;
import praetor.testkit.vectors.VectorTests;

/**
 * Runs recorded command lines of a program, where a file asks for it next to a fresh agent.
 *
 * <p>Two files name their ports themselves, so replays of one file must not run at the same time.
 *
 * <p>Source: {@code praetor/vectors/cli/README.md}; the output is that of Consul 1.21.4.
 */
public final class CliVectors {
  private static final String FOLDER = "cli";

  private final List<String> command;
  private final AgentLauncher launcher;

  /**
   * Replays for one program.
   *
   * @param command the program, perhaps with arguments that come before those of each step
   * @param launcher starts the agents that the commands speak to
   */
  public CliVectors(List<String> command, AgentLauncher launcher) {
    this.command = List.copyOf(command);
    this.launcher = launcher;
  }

  /** The names of all files of command lines. */
  public static List<String> names() {
    return VectorFiles.names(FOLDER);
  }

  /** Runs the command lines of one file. */
  public Report replay(String name) throws IOException, InterruptedException {
    var scenario = VectorFiles.read(FOLDER, name);
    try (var replay = CliReplay.start(command, launcher, name, scenario)) {
      return replay.run();
    }
  }

  /** A test for each command of the named files, in containers named as they are. */
  public Stream<DynamicNode> tests(List<String> names) {
    return VectorTests.of(names, this::replay);
  }
}
