package praetor.cli.service;

import java.util.List;
import java.util.Optional;
import praetor.agent.config.ConfigException;
import praetor.agent.config.ConfigInput;
import praetor.agent.config.ConfigLoader;
import praetor.agent.config.Host;
import praetor.agent.config.ServiceDefinition;
import praetor.agent.config.Settings;
import praetor.cli.command.CommandException;
import praetor.cli.command.Terminal;

/**
 * The services of configuration files, read and judged as an agent would.
 *
 * <p>Source: Consul 1.21.4 reads them as those of an agent with {@code -dev}.
 */
final class ServiceFiles {

  private ServiceFiles() {}

  static List<ServiceDefinition> read(List<String> paths, Terminal terminal)
      throws CommandException {
    try {
      var loaded =
          ConfigLoader.load(
              new ConfigInput(
                  true, Settings.EMPTY, paths, Optional.empty(), List.of(), Host.local()));
      loaded.warnings().forEach(warning -> terminal.err().print(warning + "\n"));
      return loaded.config().services();
    } catch (ConfigException refused) {
      throw new CommandException("Error: " + refused.getMessage());
    }
  }
}
