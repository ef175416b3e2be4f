package praetor.cli.lab;

import java.io.IOException;
import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;

/** {@code lab down}: removes all that is a lab's, and nothing else. */
public final class LabDown implements Command {
  private final Flags flags = new Flags();
  private final LabFlags lab = new LabFlags(flags);

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "lab down [options]";
  }

  @Override
  public String description() {
    return "Removes the containers of a lab with their data, and its network. Images stay.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException, IOException {
    return lab.run(
        arguments,
        terminal,
        it -> {
          if (!it.down()) {
            terminal.out().print("There is no lab.\n");
          }
          return 0;
        });
  }
}
