package praetor.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A command line run in this process, and what came of it. */
record CliRun(int exitCode, String stdout, String stderr) {

  static CliRun of(String... words) {
    return of(List.of(words), Map.of(), "");
  }

  static CliRun of(List<String> words, Map<String, String> environment, String stdin) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new praetor.cli.command.Terminal(
            new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            environment);
    int code = new Cli(terminal).run(words);
    return new CliRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Usage texts are ours: from a line that begins with it, everything counts as usage. */
  CliRun withoutUsage() {
    return new CliRun(exitCode, cut(stdout), cut(stderr));
  }

  private static String cut(String text) {
    int at = text.startsWith("Usage:") ? 0 : text.indexOf("\nUsage:") + 1;
    return at > 0 || text.startsWith("Usage:") ? text.substring(0, at) + "@USAGE@" : text;
  }
}
