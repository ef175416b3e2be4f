package praetor.cli.service;

import java.io.IOException;
import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.ConsulClient;
import praetor.client.Request;

/** {@code services deregister}: takes services off the agent. */
public final class ServicesDeregister implements Command {

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags).namespace(flags).partition(flags);
  private final Flag<String> id = flags.text("id", "ID of the service.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "services deregister [options] [FILE...]";
  }

  @Override
  public String description() {
    return "Deregisters a service of the agent by its id, or the services of configuration files.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    if (arguments.isEmpty() && id.value().isEmpty()) {
      throw new CommandException("Service deregistration requires at least one argument or -id.");
    }
    if (!arguments.isEmpty() && !id.value().isEmpty()) {
      throw new CommandException("Service deregistration requires arguments or -id, not both.");
    }
    if (arguments.isEmpty()) {
      deregister(http.connect(terminal), id.value(), "", terminal);
      return 0;
    }
    var services = ServiceFiles.read(arguments, terminal);
    var client = http.connect(terminal);
    for (var service : services) {
      deregister(client, service.id(), service.name(), terminal);
    }
    return 0;
  }

  /** Consul 1.21.4 names the service in its error, not the id, which with {@code -id} is empty. */
  private void deregister(ConsulClient client, String serviceId, String name, Terminal terminal)
      throws CommandException {
    var request = Request.of("PUT", "/v1/agent/service/deregister/" + serviceId);
    try {
      client.callOk(request.with(http.query()));
    } catch (IOException failure) {
      throw new CommandException(
          "Error deregistering service \"%s\": %s".formatted(name, failure.getMessage()));
    }
    terminal.out().print("Deregistered service: " + serviceId + "\n");
  }
}
