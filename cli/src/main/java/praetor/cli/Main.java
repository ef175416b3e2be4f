package praetor.cli;

import java.util.List;
import praetor.cli.command.Terminal;

/** The program. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    int code = new Cli(Terminal.ofProcess()).run(List.of(args));
    // Halting skips only what a command has closed already, and saves its users milliseconds.
    Runtime.getRuntime().halt(code);
  }
}
