package praetor.agent.checks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import praetor.agent.config.CheckDefinition;

/**
 * Asks systemd about a unit: it passes when the unit is active, warns while that is being started,
 * and fails otherwise, as without systemd.
 *
 * <p>Source: public reference of OSService checks, which Consul 1.21.4 has on Windows only; on
 * Linux it refuses their registration with 500 "not implemented".
 */
final class OsServiceCheck implements CheckKind {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final String systemctl;

  /**
   * @param systemctl systemd's program, or its name
   */
  OsServiceCheck(String systemctl) {
    this.systemctl = systemctl;
  }

  @Override
  public String type() {
    return "os_service";
  }

  @Override
  public boolean appliesTo(CheckDefinition definition) {
    return !definition.osService().isEmpty();
  }

  @Override
  public Probe probe(CheckDefinition definition, int outputMaxBytes) {
    var unit = definition.osService();
    var timeout = CheckKind.timeout(definition, TIMEOUT);
    return () -> {
      try {
        return ask(unit, timeout, outputMaxBytes);
      } catch (IOException e) {
        return CheckResult.critical("OS service checks need systemd: " + ProbeSocket.message(e));
      }
    };
  }

  private CheckResult ask(String unit, Duration timeout, int outputMaxBytes)
      throws IOException, InterruptedException {
    var line = List.of(systemctl, "is-active", "--", unit);
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        return CheckResult.timedOut(timeout);
      }
      // A few words: they are all in the pipe when it has ended.
      var bytes = process.getInputStream().readNBytes(outputMaxBytes);
      return result(unit, process.exitValue(), new String(bytes, StandardCharsets.UTF_8).strip());
    } finally {
      process.destroyForcibly();
    }
  }

  private static CheckResult result(String unit, int exitCode, String said) {
    var output = "OS service " + unit + ": " + said;
    if (exitCode == 0) {
      return CheckResult.passing(output);
    }
    return said.equals("activating") ? CheckResult.warning(output) : CheckResult.critical(output);
  }
}
