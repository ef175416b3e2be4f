package praetor.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A helper that runs beside an agent; it ends with {@link #close}. */
public final class HelperProcess implements AutoCloseable {
  private final Process process;

  private HelperProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param log takes what it prints
   */
  public static HelperProcess start(
      Program program,
      Program.Helper helper,
      List<String> arguments,
      Map<String, String> environment,
      Path log)
      throws IOException {
    var line = new ArrayList<>(program.helper(helper));
    line.addAll(arguments);
    Files.createDirectories(log.getParent());
    var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("CONSUL_"));
    builder.environment().putAll(environment);
    var process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new HelperProcess(process);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long cpuNanos() throws IOException {
    return Usage.cpuNanos(process.toHandle());
  }

  public long residentBytes() throws IOException {
    return Usage.residentBytes(process.toHandle());
  }

  /** Not all helpers end when they are asked. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
