package praetor.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A running agent of a program under test; its end is part of {@link #close}. */
public final class Server implements AutoCloseable {

  private static final Duration START_MAX = Duration.ofMinutes(5);
  private static final Duration STOP_MAX = Duration.ofSeconds(30);

  private final Program program;
  private final int port;
  private final Process process;
  private final Path log;
  private final long startNanos;

  private Server(Program program, int port, Process process, Path log, long startNanos) {
    this.program = program;
    this.port = port;
    this.log = log;
    this.process = process;
    this.startNanos = startNanos;
  }

  /** Starts a server that is alone in its datacenter, in a folder, and returns at once. */
  public static Server start(Program program, Program.Mode mode, Path folder) throws IOException {
    return start(program, Member.alone(mode), folder, List.of());
  }

  /**
   * Starts an agent.
   *
   * @param more words for its command line
   */
  static Server start(Program program, Member member, Path folder, List<String> more)
      throws IOException {
    Files.createDirectories(folder);
    Path config = folder.resolve("config.json");
    Files.writeString(config, member.config(program));
    Path log = folder.resolve("log");
    var line = program.agent(member, folder, config);
    line.addAll(more);
    var builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("CONSUL_"));
    long startNanos = System.nanoTime();
    var process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Server(program, member.port(program), process, log, startNanos);
  }

  /** Starts a durable agent and waits until it takes writes. */
  public static Server ready(Program program, Path folder)
      throws IOException, InterruptedException {
    return ready(program, folder, List.of());
  }

  /**
   * Starts a durable agent and waits until it takes writes.
   *
   * @param more words for its command line
   */
  public static Server ready(Program program, Path folder, List<String> more)
      throws IOException, InterruptedException {
    var server = start(program, Member.alone(Program.Mode.DURABLE), folder, more);
    try {
      server.awaitWrite();
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  public Program program() {
    return program;
  }

  public int httpPort() {
    return port;
  }

  public int dnsPort() {
    return port + 1;
  }

  public Caller caller() throws IOException {
    return new Caller(httpPort());
  }

  /** Time from the start to the first 200 for a read. */
  public Duration awaitRead(String path) throws IOException, InterruptedException {
    return awaitReply("GET", path, reply -> reply.status() == 200);
  }

  /** Time from the start to the first accepted write. */
  public Duration awaitWrite() throws IOException, InterruptedException {
    return awaitReply("PUT", "/v1/kv/ready", reply -> reply.body().startsWith("true"));
  }

  public long cpuNanos() throws IOException {
    return Usage.cpuNanos(process.toHandle());
  }

  public long residentBytes() throws IOException {
    return Usage.residentBytes(process.toHandle());
  }

  /** What it has sent to the disk so far. */
  public long writtenBytes() throws IOException {
    return Usage.writtenBytes(process.toHandle());
  }

  /** Ends it as a power cut would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private Duration awaitReply(String method, String path, Predicate<Reply> good)
      throws IOException, InterruptedException {
    while (!answers(method, path, good)) {
      if (!process.isAlive()) {
        throw new IOException(program.name() + " ended with " + process.exitValue() + lastWords());
      }
      if (System.nanoTime() - startNanos > START_MAX.toNanos()) {
        throw new IOException(program.name() + " did not answer " + path + " in " + START_MAX);
      }
      Thread.sleep(1);
    }
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  private String lastWords() throws IOException {
    return ": " + Files.readString(log).strip().lines().reduce("", (_, line) -> line);
  }

  private boolean answers(String method, String path, Predicate<Reply> good) {
    try (var caller = caller()) {
      return good.test(method.equals("GET") ? caller.get(path) : caller.put(path, "1"));
    } catch (IOException e) {
      // Not there yet: the caller asks again until its time is over.
      return false;
    }
  }

  /** Asks the agent to end, as a service manager does. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
