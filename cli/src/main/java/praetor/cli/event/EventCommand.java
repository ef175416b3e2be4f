package praetor.cli.event;

import java.io.IOException;
import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.Help;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.ConsulClient;

/** {@code event}: fires a user event. */
public final class EventCommand implements Command {
  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.client(flags);
  private final Flag<String> name = flags.text("name", "Name of the event.");
  private final EventTarget target = new EventTarget(flags);

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "event [options] [payload]";
  }

  @Override
  public String description() {
    return "Tells all agents of the datacenter an event of your own, with a payload of up to a few"
        + " hundred bytes. Watches of the type event run programs when one arrives.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    if (name.value().isEmpty()) {
      throw new CommandException("Event name must be specified\n\n" + Help.of(this));
    }
    if (arguments.size() > 1) {
      throw new CommandException("Too many command line arguments.\n\n" + Help.of(this));
    }
    target.check();
    var client = http.connect(terminal);
    checkAgent(client);
    var payload = arguments.isEmpty() ? "" : arguments.getFirst();
    terminal.out().print("Event ID: " + fire(client, payload) + "\n");
    return 0;
  }

  private static void checkAgent(ConsulClient client) throws CommandException {
    try {
      client.self();
    } catch (IOException failure) {
      throw new CommandException("Error querying Consul agent: " + failure.getMessage());
    }
  }

  private String fire(ConsulClient client, String payload) throws CommandException {
    try {
      return client.fireEvent(name.value(), payload, target.query());
    } catch (IOException failure) {
      throw new CommandException("Error firing event: " + failure.getMessage());
    }
  }
}
