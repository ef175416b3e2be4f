package praetor.cli.service;

import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;

/** {@code services export}: judges its flags; there is nobody to export to yet. */
public final class ServicesExport implements Command {

  private final Flags flags = new Flags();
  private final Flag<String> partitions =
      flags.text("consumer-partitions", "Names of partitions, with commas (Enterprise).");
  private final Flag<String> peers =
      flags.text("consumer-peers", "Names of peer clusters, with commas.");
  private final Flag<String> name = flags.text("name", "The service.");

  public ServicesExport() {
    var _ = HttpFlags.client(flags).namespace(flags).partition(flags);
  }

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "services export [options]";
  }

  @Override
  public String description() {
    return "Exports a service to peer clusters. It comes with config entries, which this version"
        + " does not have.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    if (name.value().isEmpty()) {
      throw new CommandException("Missing the required -name flag");
    }
    if (peers.value().isEmpty() && partitions.value().isEmpty()) {
      throw new CommandException(
          "Missing the required -consumer-peers or -consumer-partitions flag");
    }
    throw new CommandException(
        "services export needs config entries, which this version of Praetor does not have yet.");
  }
}
