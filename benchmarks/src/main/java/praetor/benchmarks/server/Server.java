package praetor.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A running agent of a program under test; its end is part of {@link #close}. */
public final class Server implements AutoCloseable {

  private static final Duration START_MAX = Duration.ofMinutes(5);
  private static final Duration STOP_MAX = Duration.ofSeconds(30);

  private final Program program;
  private final Process process;
  private final Path log;
  private final long startNanos;

  private Server(Program program, Process process, Path log, long startNanos) {
    this.program = program;
    this.log = log;
    this.process = process;
    this.startNanos = startNanos;
  }

  /** Starts an agent in a folder and returns at once. */
  public static Server start(Program program, Program.Mode mode, Path folder) throws IOException {
    Files.createDirectories(folder);
    int port = program.basePort();
    Path config = folder.resolve("config.json");
    Files.writeString(config, config(port));
    Path log = folder.resolve("log");
    var builder =
        new ProcessBuilder(program.agent(mode, folder, config))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("CONSUL_"));
    long startNanos = System.nanoTime();
    var process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Server(program, process, log, startNanos);
  }

  /**
   * Thousands of connections from one address are what some scenarios are about; more than the open
   * files that the system allows would be refused.
   */
  private static String config(int port) {
    return """
        {
          "log_level": "warn",
          "limits": {"http_max_conns_per_client": 15000},
          "ports": {"http": %d, "dns": %d, "server": %d, "serf_lan": %d, "serf_wan": %d,
                    "grpc": -1, "grpc_tls": -1}
        }
        """
        .formatted(port, port + 1, port + 2, port + 3, port + 4);
  }

  /** Starts a durable agent and waits until it takes writes. */
  public static Server ready(Program program, Path folder)
      throws IOException, InterruptedException {
    var server = start(program, Program.Mode.DURABLE, folder);
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
    return program.basePort();
  }

  public int dnsPort() {
    return program.basePort() + 1;
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
