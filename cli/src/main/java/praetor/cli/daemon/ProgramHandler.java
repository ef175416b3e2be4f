package praetor.cli.daemon;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.checks.CheckOutput;
import praetor.agent.checks.ProcessMark;
import praetor.client.watch.HandlerInput;
import praetor.model.GoDuration;
import praetor.model.codec.JsonValue;
import praetor.process.Child;
import praetor.process.ProgramLine;

/** Runs a program with the result on its standard input. */
final class ProgramHandler implements ResultHandler {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  /** How much of a program's output is kept. Source: Consul's checks and watches. */
  private static final int OUTPUT_MAX_BYTES = 4_096;

  private final WatchBlock.Target.Program program;
  private final Map<String, String> environment;

  ProgramHandler(WatchBlock.Target.Program program, Map<String, String> environment) {
    this.program = program;
    this.environment = environment;
  }

  /** Keeps the end of an output. */
  private static final class TailStream extends OutputStream {
    private final CheckOutput.Tail tail = new CheckOutput.Tail(OUTPUT_MAX_BYTES);

    @Override
    public synchronized void write(int b) {
      tail.add(new byte[] {(byte) b}, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      tail.add(Arrays.copyOfRange(bytes, offset, offset + length), length);
    }

    synchronized String text() {
      return tail.captured();
    }
  }

  @Override
  public void handle(String index, JsonValue value) throws InterruptedException {
    var line = line();
    if (line.isEmpty()) {
      return;
    }
    var output = new TailStream();
    var mark = ProcessMark.fresh();
    var variables = new HashMap<>(mark.environment());
    variables.put("CONSUL_INDEX", index);
    var setting =
        new Child.Setting(
            variables, new Child.Input.Given(HandlerInput.of(value)), Optional.of(output));
    try (var child = Child.start(line, environment, setting)) {
      failure(child, mark).ifPresent(this::logFailure);
    } catch (IOException unable) {
      logFailure(String.valueOf(unable.getMessage()));
    }
    LOG.atDebug()
        .addKeyValue("watch_handler", program.shown())
        .addKeyValue("output", output.text())
        .log("watch handler output");
  }

  private List<String> line() {
    return program
        .script()
        .map(script -> ProgramLine.inShell(script, environment))
        .orElse(program.line());
  }

  /** Why the program failed; one that takes too long is killed with all it started. */
  private Optional<String> failure(Child child, ProcessMark mark) throws InterruptedException {
    if (program.timeout().isEmpty()) {
      return child.await();
    }
    var timeout = program.timeout().get();
    if (child.await(timeout)) {
      return child.failure();
    }
    mark.killAll();
    return Optional.of("timed out after " + GoDuration.format(timeout));
  }

  private void logFailure(String why) {
    LOG.atError()
        .addKeyValue("watch_handler", program.shown())
        .addKeyValue("error", why)
        .log("Failed to run watch handler");
  }
}
