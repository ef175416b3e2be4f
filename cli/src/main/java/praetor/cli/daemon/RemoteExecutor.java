package praetor.cli.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.client.ConsulClient;
import praetor.client.JsonView;
import praetor.client.Query;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.GoBase64;
import praetor.model.codec.JsonReader;
import praetor.process.Child;
import praetor.process.ProgramLine;

/**
 * Runs what {@code exec} asks for, where the configuration allows it. Safe for any thread.
 *
 * <p>Source: keys that Consul 1.21.4 agents read and write for a job.
 */
public final class RemoteExecutor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  /** The exit code of what could not be started or was killed. */
  private static final int NO_EXIT_CODE = 255;

  private final ConsulClient client;
  private final String node;
  private final Map<String, String> environment;
  private final Set<Thread> jobs = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param client of the agent itself
   * @param node the name of the agent
   * @param environment where programs and shells are looked for
   */
  public RemoteExecutor(ConsulClient client, String node, Map<String, String> environment) {
    this.client = client;
    this.node = node;
    this.environment = Map.copyOf(environment);
  }

  /** A job as {@code exec} writes it. */
  private record Job(String command, List<String> args, Bytes script, Duration patience) {
    static Job read(Bytes json) throws DecodeException {
      var job = JsonView.of(JsonReader.readWhole(json.array()));
      var script = job.text("Script");
      return new Job(
          job.text("Command"),
          job.field("Args").texts(),
          Bytes.owned(GoBase64.decode(script)),
          Duration.ofNanos(job.number("Wait")));
    }
  }

  /**
   * Begins the job of an event; returns at once.
   *
   * @param payload of the event
   */
  public void take(Bytes payload) {
    if (closed) {
      return;
    }
    var thread = Thread.ofVirtual().name("remote exec").unstarted(() -> perform(payload));
    jobs.add(thread);
    thread.start();
  }

  private void perform(Bytes payload) {
    try {
      var event = JsonView.of(JsonReader.readWhole(payload.array()));
      var prefix = event.text("Prefix").replaceAll("^/+|/+$", "");
      var session = event.text("Session");
      perform((prefix.isEmpty() ? "" : prefix + "/") + session + "/", session);
    } catch (DecodeException | IOException failure) {
      LOG.error("remote exec failed: error={}", failure.getMessage());
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      jobs.remove(Thread.currentThread());
    }
  }

  private void perform(String folder, String session)
      throws DecodeException, IOException, InterruptedException {
    var spec = client.kv().get(folder + "job", Query.NONE);
    if (spec.isEmpty()) {
      throw new IOException("there is no job at " + folder + "job");
    }
    var job = Job.read(spec.get().value());
    var results = new ExecResults(client, folder + node + "/", session);
    if (!results.put("ack", "")) {
      LOG.error("remote exec failed to acknowledge: the session {} is over", session);
      return;
    }
    int code = run(job, results);
    results.put("exit", String.valueOf(code));
  }

  private int run(Job job, ExecResults results) throws IOException, InterruptedException {
    var script = job.script().isEmpty() ? Optional.<Path>empty() : Optional.of(save(job.script()));
    try {
      return run(line(job, script), job.patience(), results);
    } finally {
      if (script.isPresent()) {
        Files.deleteIfExists(script.get());
      }
    }
  }

  private static Path save(Bytes script) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    var file = Files.createTempFile("rexec", "", ownerOnly);
    Files.write(file, script.array());
    return file;
  }

  private List<String> line(Job job, Optional<Path> script) {
    if (script.isPresent()) {
      return ProgramLine.inShell(script.get().toString(), environment);
    }
    if (!job.args().isEmpty()) {
      LOG.atInfo().addKeyValue("args", job.args()).log("remote exec command");
      return job.args();
    }
    LOG.atInfo().addKeyValue("script", job.command()).log("remote exec script");
    return ProgramLine.inShell(job.command(), environment);
  }

  private int run(List<String> line, Duration patience, ExecResults results)
      throws InterruptedException {
    var setting =
        new Child.Setting(Map.of(), new Child.Input.Nothing(), Optional.of(results.output()));
    try (var child = Child.start(line, environment, setting)) {
      results.sendWhile(child, patience);
      child.await();
      results.flush();
      return isSignal(child) ? NO_EXIT_CODE : child.exitCode();
    } catch (IOException unable) {
      LOG.error("remote exec failed: error={}", unable.getMessage());
      return NO_EXIT_CODE;
    }
  }

  private static boolean isSignal(Child child) {
    return child.failure().filter(why -> why.startsWith("signal")).isPresent();
  }

  @Override
  public void close() {
    closed = true;
    var running = new ArrayList<>(jobs);
    running.forEach(Thread::interrupt);
    try {
      for (var job : running) {
        job.join();
      }
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
    }
  }
}
