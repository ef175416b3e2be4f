package praetor.agent.checks;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import praetor.agent.config.CheckDefinition;
import praetor.docker.DockerClient;
import praetor.docker.EngineException;
import praetor.model.DecodeException;
import praetor.model.GoDuration;

/**
 * Runs a program in a container and judges by its exit code, as {@link ScriptCheck} does.
 *
 * <p>The Engine cannot end a program that takes too long. It goes on in the container, and the
 * check starts no second one beside it.
 *
 * <p>Source: texts of Consul 1.21.4, which ignores the timeout, loses what is printed on standard
 * error, and takes a {@code Shell} without using it.
 */
final class DockerCheck implements CheckKind {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final Supplier<DockerClient> engine;

  /**
   * @param engine asked at each run, for the same client
   */
  DockerCheck(Supplier<DockerClient> engine) {
    this.engine = engine;
  }

  @Override
  public String type() {
    return "docker";
  }

  @Override
  public boolean appliesTo(CheckDefinition definition) {
    return CheckRules.isScript(definition) && !definition.dockerContainerId().isEmpty();
  }

  @Override
  public Probe probe(CheckDefinition definition, int outputMaxBytes) {
    var timeout = CheckKind.timeout(definition, TIMEOUT);
    return new ExecProbe(definition, timeout, outputMaxBytes);
  }

  /** The runs of one check. One at a time. */
  private final class ExecProbe implements Probe {
    private final CheckDefinition definition;
    private final String container;
    private final Duration timeout;
    private final int outputMaxBytes;
    // The program that was still running when its time was over.
    private volatile Optional<String> overdue = Optional.empty();

    ExecProbe(CheckDefinition definition, Duration timeout, int outputMaxBytes) {
      this.definition = definition;
      this.container = definition.dockerContainerId();
      this.timeout = timeout;
      this.outputMaxBytes = outputMaxBytes;
    }

    @Override
    public CheckResult run() throws InterruptedException {
      var task = new FutureTask<>(this::exchange);
      var thread = Thread.ofVirtual().name("docker check").start(task);
      try {
        return task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException _) {
        return CheckResult.timedOut(timeout);
      } catch (ExecutionException e) {
        return CheckResult.critical(ProbeSocket.message(cause(e)));
      } finally {
        // Ends the exchange wherever it stands: its connection is closed.
        thread.interrupt();
      }
    }

    private static Throwable cause(ExecutionException e) {
      return Optional.ofNullable(e.getCause()).orElse(e);
    }

    private CheckResult exchange() {
      try {
        if (overdue.isPresent() && engine.get().inspectExec(overdue.get()).running()) {
          return CheckResult.critical(
              "Timed out ("
                  + GoDuration.format(timeout)
                  + ") running check, which still runs in container "
                  + container);
        }
      } catch (EngineException | IOException | DecodeException _) {
        // Nothing is known of it, as after a restart of the Engine: the next run tells what is.
      }
      overdue = Optional.empty();
      return fresh();
    }

    private CheckResult fresh() {
      var step = "create exec";
      try {
        var id = engine.get().createExec(container, definition.args());
        step = "start exec";
        overdue = Optional.of(id);
        var tail = new CheckOutput.Tail(outputMaxBytes);
        engine.get().startExec(id, tail::add);
        overdue = Optional.empty();
        step = "inspect exec";
        return CheckResult.ofExit(engine.get().inspectExec(id).exitCode(), tail.captured());
      } catch (EngineException e) {
        return CheckResult.critical(refusal(step, e));
      } catch (DecodeException e) {
        return CheckResult.critical(
            "%s response for container %s cannot be parsed: %s"
                .formatted(step, container, e.getMessage()));
      } catch (IOException e) {
        return CheckResult.critical(
            "%s failed for container %s: %s".formatted(step, container, ProbeSocket.message(e)));
      }
    }

    private String refusal(String step, EngineException e) {
      return switch (e.status()) {
        case NOT_FOUND -> step + " failed for unknown container " + container;
        case CONFLICT ->
            "%s failed since container %s is paused or stopped".formatted(step, container);
        default ->
            "%s failed for container %s with status %d: %s"
                .formatted(step, container, e.status(), e.body());
      };
    }
  }
}
