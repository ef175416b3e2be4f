package praetor.cli.cluster;

import java.io.IOException;
import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flags;
import praetor.cli.command.Help;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.Request;

/** {@code leave}: lets the agent leave and stop. */
public final class Leave implements Command {

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.client(flags);

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "leave [options]";
  }

  @Override
  public String description() {
    return "Lets the agent leave its cluster in good order and stop. A server that leaves no longer takes"
        + " part in consensus.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    if (!arguments.isEmpty()) {
      terminal.out().print(Help.of(this));
      throw new CommandException(
          "Error found unexpected args: [" + String.join(" ", arguments) + "]");
    }
    var client = http.connect(terminal);
    try {
      client.callOk(Request.of("PUT", "/v1/agent/leave"));
    } catch (IOException failure) {
      throw new CommandException("Error leaving: " + failure.getMessage());
    }
    terminal.out().print("Graceful leave complete\n");
    return 0;
  }
}
