package praetor.testkit.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Starts agents as child processes: the command, followed by {@code agent -config-file FILE}.
 *
 * <p>A command that is a script must {@code exec} the program, so that signals reach it.
 */
public final class ProcessLauncher implements AgentLauncher {
  private final List<String> command;

  public ProcessLauncher(List<String> command) {
    this.command = List.copyOf(command);
  }

  /** The real Consul that the environment variable CONSUL_BIN names; empty when it names none. */
  public static Optional<ProcessLauncher> consul() {
    return named("CONSUL_BIN");
  }

  /** The program that an environment variable names; empty when it names none. */
  public static Optional<ProcessLauncher> named(String variable) {
    return Optional.ofNullable(System.getenv(variable))
        .filter(path -> !path.isBlank())
        .map(path -> new ProcessLauncher(List.of(path)));
  }

  public List<String> command() {
    return command;
  }

  @Override
  public ProcessAgent start(Path folder, ObjectNode config)
      throws IOException, InterruptedException {
    var file = folder.resolve("agent.json");
    Files.writeString(file, config.toPrettyString());
    var line = new ArrayList<>(command);
    line.addAll(List.of("agent", "-config-file", file.toString()));
    return ProcessAgent.start(line, folder, config);
  }
}
