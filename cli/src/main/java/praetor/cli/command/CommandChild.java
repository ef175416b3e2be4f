package praetor.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.process.Child;
import praetor.process.ProgramLine;

/** The program that a command runs for its user, with the command's own streams. */
public final class CommandChild {
  private CommandChild() {}

  /**
   * The line to start.
   *
   * @param shell whether the words are a script for the user's shell
   */
  public static List<String> line(List<String> words, boolean shell, Terminal terminal) {
    return shell
        ? ProgramLine.inShell(String.join(" ", words), terminal.environment())
        : List.copyOf(words);
  }

  /**
   * Starts it; what the command has printed so far comes before what the program prints.
   *
   * @throws IOException why not, in the words of Go
   */
  public static Child start(
      List<String> line, Map<String, String> environment, Child.Input input, Terminal terminal)
      throws IOException {
    terminal.flush();
    var output =
        terminal.ofProcess()
            ? Optional.<java.io.OutputStream>empty()
            : Optional.<java.io.OutputStream>of(terminal.out());
    return Child.start(line, terminal.environment(), new Child.Setting(environment, input, output));
  }
}
