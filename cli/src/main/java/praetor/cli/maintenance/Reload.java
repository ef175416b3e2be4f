package praetor.cli.maintenance;

import java.io.IOException;
import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.Request;

/** {@code reload}: makes the agent read its configuration again. */
public final class Reload implements Command {

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.client(flags);

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "reload [options]";
  }

  @Override
  public String description() {
    return "Makes the agent read its configuration files again. Not every setting can change while it"
        + " runs; the agent's log tells what did.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    var client = http.connect(terminal);
    try {
      client.callOk(Request.of("PUT", "/v1/agent/reload"));
    } catch (IOException failure) {
      throw new CommandException("Error reloading: " + failure.getMessage());
    }
    terminal.out().print("Configuration reload triggered\n");
    return 0;
  }
}
