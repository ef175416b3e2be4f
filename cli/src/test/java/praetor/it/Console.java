package praetor.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import praetor.testkit.agent.ChildProcess;

/**
 * A command as somebody at a terminal runs it; both its streams go to one file.
 *
 * <p>Closing kills what still runs.
 */
record Console(ChildProcess child, Path file) implements AutoCloseable {
  private static final Duration EXIT_MAX = Duration.ofSeconds(60);

  /** What a command did. */
  record Ended(int exitCode, String output) {}

  static Console start(Path folder, List<String> command, List<String> words) throws IOException {
    return start(folder, command, words, Map.of());
  }

  static Console start(
      Path folder, List<String> command, List<String> words, Map<String, String> environment)
      throws IOException {
    var line = new ArrayList<>(command);
    line.addAll(words);
    var file = Files.createTempFile(folder, "console", ".txt");
    var builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(file.toFile());
    builder.environment().putAll(environment);
    return new Console(ChildProcess.start(builder), file);
  }

  /** Runs a command to its end. */
  static Ended run(Path folder, List<String> command, String... words)
      throws IOException, InterruptedException {
    try (var console = start(folder, command, List.of(words))) {
      return console.ended();
    }
  }

  /** Runs a command to its end, with more variables than this process has. */
  static Ended run(
      Path folder, List<String> command, Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    try (var console = start(folder, command, List.of(words), environment)) {
      return console.ended();
    }
  }

  Ended ended() throws IOException, InterruptedException {
    return ended(EXIT_MAX);
  }

  Ended ended(Duration exitMax) throws IOException, InterruptedException {
    Assertions.assertThat(child.awaitExit(exitMax)).as("still runs: " + output()).isTrue();
    return new Ended(child.process().exitValue(), output());
  }

  String output() throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    child.close();
  }
}
