package praetor.cli.cluster;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.JsonView;

/** {@code info}: the agent's figures, block by block. */
public final class Info implements Command {

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.client(flags);

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "info [options]";
  }

  @Override
  public String description() {
    return "Prints figures of the agent for those who run it: consensus, gossip, checks.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    JsonView self;
    try {
      self = http.connect(terminal).self();
    } catch (IOException failure) {
      throw new CommandException("Error querying agent: " + failure.getMessage());
    }
    var blocks = new TreeMap<>(self.field("Stats").fields(block -> block));
    blocks.forEach(
        (name, block) -> {
          terminal.out().print(name + ":\n");
          new TreeMap<>(block.fields(JsonView::text))
              .forEach((key, value) -> terminal.out().print("\t" + key + " = " + value + "\n"));
        });
    return 0;
  }
}
