package praetor.template.run;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import praetor.model.GoDuration;
import praetor.model.codec.GoStrings;
import praetor.process.Child;
import praetor.template.config.ExecSettings;

/** Starts programs with the variables they are to have. */
final class Programs {
  private final Map<String, String> environment;
  private final Map<String, String> added;
  private final Optional<java.io.OutputStream> output;

  /**
   * Programs of a run.
   *
   * @param added variables that every program gets
   * @param output takes what they print; empty for this process's own streams
   */
  Programs(
      Map<String, String> environment,
      Map<String, String> added,
      Optional<java.io.OutputStream> output) {
    this.environment = Map.copyOf(environment);
    this.added = Map.copyOf(added);
    this.output = output;
  }

  /** A script, or words for themselves. */
  static List<String> line(ExecSettings exec) {
    return exec.command().size() == 1
        ? List.of("sh", "-c", exec.command().getFirst())
        : exec.command();
  }

  Child start(ExecSettings exec) throws IOException {
    return Child.startAlone(
        line(exec),
        environment,
        new Child.Setting(variables(exec), new Child.Input.Inherited(), output));
  }

  /** The words of a command that ended; empty when it did well. */
  Optional<String> run(ExecSettings exec) throws InterruptedException {
    var shown = String.join(" ", line(exec));
    var setting = new Child.Setting(variables(exec), new Child.Input.Nothing(), output);
    try (var child = Child.startAlone(line(exec), environment, setting)) {
      if (exec.timeout().isEmpty()) {
        child.await();
      } else if (!child.await(exec.timeout().get())) {
        return Optional.of(
            "child: command did not exit within time limit (%s):\n    %s"
                .formatted(GoStrings.quoted(GoDuration.format(exec.timeout().get())), shown));
      }
      return child
          .failure()
          .map(
              _ ->
                  "child: command exited with a non-zero exit status:\n\n    "
                      + shown
                      + "\n\nPlease ensure the command exits with a zero (0) exit status to"
                      + " indicate success");
    } catch (IOException unable) {
      return Optional.of("child: " + unable.getMessage());
    }
  }

  Map<String, String> variables(ExecSettings exec) {
    var variables = new TreeMap<String, String>();
    if (!exec.env().pristine()) {
      environment.forEach(
          (name, value) -> {
            if (isAllowed(name, exec.env())) {
              variables.put(name, value);
            }
          });
    }
    for (var pair : exec.env().custom()) {
      int equals = pair.indexOf('=');
      variables.put(
          equals < 0 ? pair : pair.substring(0, equals),
          equals < 0 ? "" : pair.substring(equals + 1));
    }
    variables.putAll(added);
    return variables;
  }

  private static boolean isAllowed(String name, ExecSettings.EnvSettings env) {
    boolean allowed = env.allow().isEmpty() || matches(name, env.allow());
    return allowed && !matches(name, env.deny());
  }

  private static boolean matches(String name, List<String> patterns) {
    var file = Path.of(name.replace('/', '_').replace('\0', '_'));
    for (var pattern : new ArrayList<>(patterns)) {
      if (FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(file)) {
        return true;
      }
    }
    return false;
  }
}
