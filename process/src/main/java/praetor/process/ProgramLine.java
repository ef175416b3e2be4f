package praetor.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program and its arguments, found where the environment says. */
public final class ProgramLine {
  private static final String SHELL_DEFAULT = "/bin/sh";

  private ProgramLine() {}

  /** The shell of the environment running a script. */
  public static List<String> inShell(String script, Map<String, String> environment) {
    var shell = environment.getOrDefault("SHELL", "");
    return List.of(shell.isEmpty() ? SHELL_DEFAULT : shell, "-c", script);
  }

  /**
   * The line with the program's file in place of its name.
   *
   * @throws IOException there is no such program, in the words of Go
   */
  static List<String> resolved(List<String> line, Map<String, String> environment)
      throws IOException {
    if (line.isEmpty() || line.getFirst().isEmpty()) {
      throw new IOException("exec: no command");
    }
    var resolved = new ArrayList<>(line);
    resolved.set(0, find(line.getFirst(), environment.getOrDefault("PATH", "")));
    return resolved;
  }

  private static String find(String program, String path) throws IOException {
    if (program.contains("/")) {
      var fault = fault(Path.of(program));
      if (fault.isPresent()) {
        throw new IOException("fork/exec " + program + ": " + fault.get());
      }
      return program;
    }
    for (var folder : path.split(":", -1)) {
      var file = Path.of(folder, program);
      if (fault(file).isEmpty()) {
        return file.toString();
      }
    }
    throw new IOException("exec: \"" + program + "\": executable file not found in $PATH");
  }

  private static Optional<String> fault(Path file) {
    if (!Files.exists(file)) {
      return Optional.of("no such file or directory");
    }
    boolean runs = Files.isRegularFile(file) && Files.isExecutable(file);
    return runs ? Optional.empty() : Optional.of("permission denied");
  }
}
