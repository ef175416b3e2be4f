package praetor.cli.catalog;

import java.io.IOException;
import java.util.List;
import praetor.cli.command.Arguments;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;

/** {@code catalog datacenters}: names of all known datacenters. */
public final class CatalogDatacenters implements Command {

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags);

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "catalog datacenters [options]";
  }

  @Override
  public String description() {
    return "Lists the names of all known datacenters, nearest first.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    Arguments.atMost(0, arguments);
    try {
      http.connect(terminal).datacenters().forEach(name -> terminal.out().print(name + "\n"));
      return 0;
    } catch (IOException failure) {
      throw new CommandException("Error listing datacenters: " + failure.getMessage());
    }
  }
}
