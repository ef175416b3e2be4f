package praetor.agent.checks;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import praetor.agent.config.CheckDefinition;

/**
 * Runs a program: it passes with exit code 0, warns with 1, and fails with any other or when it
 * takes too long. Its output is the end of what it printed.
 *
 * <p>Source: public reference of script checks.
 */
final class ScriptCheck implements CheckKind {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long READER_MAX_MS = 1_000;

  @Override
  public String type() {
    return "script";
  }

  @Override
  public boolean appliesTo(CheckDefinition definition) {
    return CheckRules.isScript(definition) && definition.dockerContainerId().isEmpty();
  }

  @Override
  public Probe probe(CheckDefinition definition, int outputMaxBytes) {
    var timeout = CheckKind.timeout(definition, TIMEOUT);
    return () -> {
      var tail = new CheckOutput.Tail(outputMaxBytes);
      try {
        return run(definition, timeout, tail);
      } catch (IOException e) {
        return CheckResult.critical(ProbeSocket.message(e));
      }
    };
  }

  private static CheckResult run(
      CheckDefinition definition, Duration timeout, CheckOutput.Tail tail)
      throws IOException, InterruptedException {
    var mark = ProcessMark.fresh();
    var builder = new ProcessBuilder(definition.args()).redirectErrorStream(true);
    builder.environment().putAll(mark.environment());
    var process = builder.start();
    try {
      process.getOutputStream().close();
      var reader = Thread.ofVirtual().name("check output").start(() -> drain(process, tail));
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        mark.killAll();
        return CheckResult.timedOut(timeout);
      }
      // A child that outlives the script may hold its output open.
      reader.join(READER_MAX_MS);
      return CheckResult.ofExit(process.exitValue(), tail.captured());
    } finally {
      kill(process);
    }
  }

  private static void drain(Process process, CheckOutput.Tail tail) {
    var buffer = new byte[4_096];
    try (InputStream in = process.getInputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        tail.add(buffer, n);
      }
    } catch (IOException _) {
      // The program was killed: what it printed until then is kept.
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
