package praetor.cli.service;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import praetor.agent.RequestException;
import praetor.agent.config.ServiceDefinition;
import praetor.agent.config.ServiceDefinition.TaggedAddress;
import praetor.agent.config.ServiceDefinition.Weights;
import praetor.agent.config.Settings;
import praetor.agent.local.ServiceBody;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.ConsulClient;
import praetor.client.Request;

/** {@code services register}: makes services of the agent, from flags or files. */
public final class ServicesRegister implements Command {

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags).namespace(flags).partition(flags);
  private final Flag<String> address =
      flags.text("address", "Where the service listens; the node's address unless given.");
  private final Flag<String> id = flags.text("id", "Its id; the name unless given.");
  private final Flag<String> kind =
      flags.text("kind", "Its kind in the mesh; empty for an ordinary service.");
  private final Flag<Map<String, String>> meta =
      flags.pairs("meta", "Metadata of the service; may be repeated.");
  private final Flag<String> name = flags.text("name", "Its name.");
  private final Flag<Long> port = flags.integer("port", 0, "Its port.");
  private final Flag<String> socket = flags.text("socket", "Its unix socket, instead of a port.");
  private final Flag<List<String>> tags = flags.texts("tag", "A tag; may be repeated.");
  private final Flag<Map<String, String>> taggedAddresses =
      flags.pairs("tagged-address", "NAME=ADDRESS:PORT; may be repeated.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "services register [options] [FILE...]";
  }

  @Override
  public String description() {
    return "Registers a service with the agent, described by flags or by configuration files. It"
        + " stays until it is deregistered or the agent forgets it.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    if (arguments.isEmpty() && name.value().isEmpty()) {
      throw new CommandException("Service registration requires at least one argument or flags.");
    }
    if (!arguments.isEmpty() && !(id.value().isEmpty() && name.value().isEmpty())) {
      throw new CommandException("Service registration requires arguments or -id, not both.");
    }
    var services =
        arguments.isEmpty() ? List.of(fromFlags()) : ServiceFiles.read(arguments, terminal);
    var client = http.connect(terminal);
    for (var service : services) {
      register(client, service, terminal);
    }
    return 0;
  }

  private ServiceDefinition fromFlags() throws CommandException {
    var addresses = new LinkedHashMap<String, TaggedAddress>();
    for (var one : taggedAddresses.value().entrySet()) {
      addresses.put(one.getKey(), HostAndPort.parse(one.getValue()));
    }
    return new ServiceDefinition(
        id.value(),
        name.value(),
        kind.value(),
        tags.value(),
        address.value(),
        Math.toIntExact(port.value()),
        socket.value(),
        meta.value(),
        addresses,
        new Weights(1, 1),
        false,
        "",
        List.of(),
        Settings.EMPTY,
        Settings.EMPTY,
        Settings.EMPTY);
  }

  private void register(ConsulClient client, ServiceDefinition service, Terminal terminal)
      throws CommandException {
    var failed = "Error registering service \"" + service.name() + "\": ";
    try {
      var body = new Request.Body("application/json", ServiceBody.of(service).toJson());
      var request = Request.of("PUT", "/v1/agent/service/register");
      client.callOk(request.with(http.query()).with(body));
    } catch (IOException | RequestException failure) {
      throw new CommandException(failed + failure.getMessage());
    }
    terminal.out().print("Registered service: " + service.name() + "\n");
  }
}
