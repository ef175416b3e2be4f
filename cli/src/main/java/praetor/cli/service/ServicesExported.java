package praetor.cli.service;

import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;

/** {@code services exported-services}: judges its flags; nothing can be exported yet. */
public final class ServicesExported implements Command {

  private final Flags flags = new Flags();
  private final Flag<String> format = flags.text("format", "pretty", "pretty or json.");

  public ServicesExported() {
    var _ = HttpFlags.server(flags).partition(flags);
    var _ = flags.text("filter", "Filter expression.");
  }

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "services exported-services [options]";
  }

  @Override
  public String description() {
    return "Lists the services that are exported to peer clusters. It comes with config entries,"
        + " which this version does not have.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    if (!format.value().equals("pretty") && !format.value().equals("json")) {
      throw new CommandException("Invalid format, valid formats are {pretty|json}");
    }
    throw new CommandException(
        "services exported-services needs config entries, which this version of Praetor does not"
            + " have yet.");
  }
}
