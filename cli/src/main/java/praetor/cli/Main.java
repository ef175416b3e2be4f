package praetor.cli;

import java.util.List;
import praetor.cli.command.Terminal;

/** The program. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    if (!AotCheck.passes()) {
      System.err.println("praetor: the jar has changed since its AOT cache was made; start again");
      Runtime.getRuntime().halt(1);
    }
    int code = new Cli(Terminal.forProcess()).run(List.of(args));
    // Halting skips only what a command has closed already, and saves its users milliseconds.
    Runtime.getRuntime().halt(code);
  }
}
