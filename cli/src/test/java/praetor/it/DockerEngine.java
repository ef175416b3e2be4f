package praetor.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Docker Engine of a test, started by {@code build/dockerd}. Safe for any thread.
 *
 * @param host what {@code DOCKER_HOST} has to be
 */
record DockerEngine(Path folder, String host) implements AutoCloseable {
  private static final String SCRIPT = script("dockerd");
  private static final String BRIDGE = "bridge";
  private static final int CANNOT = 3;
  private static final int COMMAND_MAX_SECONDS = 60;

  /** The first time a Java runtime is linked and started several times. */
  private static final int IMAGE_MAX_SECONDS = 600;

  /** Starts one without networks; skips the test, with the reason, where none can run. */
  static DockerEngine start() throws IOException, InterruptedException {
    return start("");
  }

  /** Starts one that publishes ports, on a host network of its own. */
  static DockerEngine startWithPorts() throws IOException, InterruptedException {
    return start(BRIDGE);
  }

  private static DockerEngine start(String network) throws IOException, InterruptedException {
    // A socket's path is short, and a test's folder is not.
    return start(Files.createTempDirectory("dkr"), network);
  }

  private static DockerEngine start(Path folder, String network)
      throws IOException, InterruptedException {
    var ended = run(List.of(SCRIPT, "start", folder.toString(), network), "");
    Skip.unless(ended.exitCode() != CANNOT, "a real Docker Engine", ended.text());
    if (ended.exitCode() != 0) {
      throw new IOException("build/dockerd: " + ended.text());
    }
    return new DockerEngine(folder, ended.text());
  }

  /** Ends it with all containers, and starts it again. */
  void restart() throws IOException, InterruptedException {
    run(List.of(SCRIPT, "stop", folder.toString()), "");
    start(folder, BRIDGE);
  }

  private static String script(String name) {
    return Path.of("..", "build", name).toAbsolutePath().normalize().toString();
  }

  /** Makes the image of Praetor from the built jar. */
  void praetorImage(String name) throws IOException, InterruptedException {
    var ended = run(List.of(script("image"), name), host, IMAGE_MAX_SECONDS);
    if (ended.exitCode() != 0) {
      throw new IOException("build/image: " + ended.text());
    }
  }

  /** Runs a program in the network of the Engine's host, where published ports are; its output. */
  String onHost(String... words) throws IOException, InterruptedException {
    var pid = Files.readString(folder.resolve("docker.pid")).strip();
    var line = new ArrayList<>(List.of("nsenter", "-t", pid, "-n"));
    line.addAll(List.of(words));
    return run(line, host).text();
  }

  /** Makes an image that is busybox with some lines of a Dockerfile: {@code EXPOSE 80}. */
  void image(String name, String... lines) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("commit"));
    for (var line : lines) {
      words.addAll(List.of("--change", line));
    }
    var container = docker("create", "bb:latest", "sleep", "1000");
    words.addAll(List.of(container, name));
    docker(words.toArray(String[]::new));
    docker("rm", container);
  }

  /** Runs Docker's own client, which must succeed; what it says. */
  String docker(String... words) throws IOException, InterruptedException {
    var line = new ArrayList<>(List.of("docker"));
    line.addAll(List.of(words));
    var ended = run(line, host);
    if (ended.exitCode() != 0) {
      throw new IOException(line + ": " + ended.text());
    }
    return ended.text();
  }

  /** Starts a container that waits. */
  void container(String name) throws IOException, InterruptedException {
    docker("run", "-d", "--network", "none", "--name", name, "bb:latest", "sleep", "1000");
  }

  private record Ended(int exitCode, String text) {}

  private static Ended run(List<String> line, String host)
      throws IOException, InterruptedException {
    return run(line, host, COMMAND_MAX_SECONDS);
  }

  private static Ended run(List<String> line, String host, int maxSeconds)
      throws IOException, InterruptedException {
    var log = Files.createTempFile("docker", ".log");
    var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("DOCKER_HOST", host);
    var process = builder.start();
    try {
      if (!process.waitFor(maxSeconds, TimeUnit.SECONDS)) {
        throw new IOException(line + " does not end");
      }
      var text = Files.readString(log, StandardCharsets.UTF_8).strip();
      return new Ended(process.exitValue(), text);
    } finally {
      process.destroyForcibly();
      Files.delete(log);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      run(List.of(SCRIPT, "stop", folder.toString()), "");
      run(List.of("rm", "-rf", folder.toString()), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
