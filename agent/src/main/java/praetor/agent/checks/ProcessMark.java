package praetor.agent.checks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * A mark that a program hands down to all that it starts, in its environment: who loses its parent
 * or makes a session of its own is found by it nevertheless, where there is a {@code /proc}.
 */
public record ProcessMark(String value) {
  private static final String VARIABLE = "PRAETOR_RUN";

  /** A process that the kernel holds does not go at once. */
  private static final int ROUNDS_MAX = 10;

  private static final Path PROCESSES = Path.of("/proc");

  public static ProcessMark fresh() {
    return new ProcessMark(UUID.randomUUID().toString());
  }

  /** What the program must be started with. */
  public Map<String, String> environment() {
    return Map.of(VARIABLE, value);
  }

  /** Kills every process that has the mark. */
  public void killAll() {
    // One that is just being killed may have started another.
    for (int round = 0; round < ROUNDS_MAX && killOnce() > 0; round++) {
      Thread.onSpinWait();
    }
  }

  private long killOnce() {
    return ProcessHandle.allProcesses()
        .filter(this::isMarked)
        .filter(ProcessHandle::destroyForcibly)
        .count();
  }

  private boolean isMarked(ProcessHandle process) {
    try {
      var file = PROCESSES.resolve(String.valueOf(process.pid())).resolve("environ");
      // Bytes as they are: names and values of others need not be text. A dead process has none.
      var environment = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return environment.contains(VARIABLE + "=" + value);
    } catch (IOException _) {
      // It has ended, is somebody else's, or there is no /proc.
      return false;
    }
  }
}
