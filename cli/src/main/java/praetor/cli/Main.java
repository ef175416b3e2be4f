package praetor.cli;

import java.util.List;
import praetor.cli.command.Terminal;

/** The program. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    int code = run(Terminal.forProcess(), List.of(args));
    // Halting skips only what a command has closed already, and saves its users milliseconds.
    Runtime.getRuntime().halt(code);
  }

  /** Runs a command line and returns the exit code. */
  static int run(Terminal terminal, List<String> words) {
    if (!AotCheck.passes()) {
      terminal
          .err()
          .print("praetor: the jar has changed since its AOT cache was made; start again\n");
      terminal.flush();
      return 1;
    }
    return new Cli(terminal).run(words);
  }
}
