package praetor.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command {@code registrator} of the built jar, as a process of its own. */
record RunningRegistrator(Process process, Path log) implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final int END_MAX_SECONDS = 30;

  /** Starts it and waits until it follows events. */
  static RunningRegistrator start(String dockerHost, List<String> arguments) throws IOException {
    var registrator = launch(dockerHost, arguments);
    await("registrator")
        .atMost(START_MAX)
        .until(
            () ->
                registrator.text().contains("Syncing services on")
                    || !registrator.process().isAlive());
    return registrator;
  }

  /** Only starts it. */
  static RunningRegistrator launch(String dockerHost, List<String> arguments) throws IOException {
    var log = Files.createTempFile("registrator", ".log");
    var line = new ArrayList<>(Program.command());
    line.add("registrator");
    line.addAll(arguments);
    var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("DOCKER_HOST", dockerHost);
    return new RunningRegistrator(builder.start(), log);
  }

  String text() throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8);
  }

  /** The lines without their times. */
  List<String> lines() throws IOException {
    return text().lines().map(l -> l.replaceFirst("^[0-9/]{10} [0-9:]{8} ", "")).toList();
  }

  /** Waits for its end. */
  int exitCode() throws IOException, InterruptedException {
    if (!process.waitFor(END_MAX_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("registrator does not end: " + text());
    }
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().join();
    Files.delete(log);
  }
}
