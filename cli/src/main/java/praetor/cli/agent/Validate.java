package praetor.cli.agent;

import java.util.List;
import praetor.agent.config.ConfigException;
import praetor.agent.config.ConfigInput;
import praetor.agent.config.ConfigLoader;
import praetor.agent.config.Host;
import praetor.agent.config.Settings;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;

/** {@code validate}: says whether an agent would start with these files. */
public final class Validate implements Command {

  private final Flags flags = new Flags();
  private final Flag<String> configFormat =
      flags.text("config-format", "Format of all files, whatever their names: hcl or json.");
  private final Flag<Boolean> quiet = flags.bool("quiet", "Print errors only.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "validate [options] FILE_OR_DIRECTORY...";
  }

  @Override
  public String description() {
    return "Checks a whole configuration: files and folders are read in the order given, merged and"
        + " judged as an agent does at its start.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    if (arguments.isEmpty()) {
      throw new CommandException("Must specify at least one config file or directory");
    }
    var format = AgentFlags.format(configFormat.value());
    try {
      var loaded =
          ConfigLoader.load(
              new ConfigInput(false, Settings.EMPTY, arguments, format, List.of(), Host.local()));
      loaded.warnings().forEach(warning -> terminal.err().print(warning + "\n"));
    } catch (ConfigException refused) {
      throw new CommandException("Config validation failed: " + refused.getMessage());
    }
    terminal.out().print(quiet.value() ? "" : "Configuration is valid!\n");
    return 0;
  }
}
