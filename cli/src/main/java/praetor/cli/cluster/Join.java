package praetor.cli.cluster;

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
import praetor.client.Request;

/** {@code join}: makes the agent join others. */
public final class Join implements Command {

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.client(flags).partition(flags);
  private final Flag<Boolean> wan = flags.bool("wan", "Join servers of another datacenter.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "join [options] ADDRESS...";
  }

  @Override
  public String description() {
    return "Tells the agent to join a cluster through any of its members. One address that answers is"
        + " enough; each is tried.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    if (arguments.isEmpty()) {
      throw new CommandException(
          "At least one address to join must be specified.\n\n" + Help.usage(this));
    }
    var client = http.connect(terminal);
    int joined = 0;
    for (var address : arguments) {
      joined += join(client, address, terminal) ? 1 : 0;
    }
    if (joined == 0) {
      throw new CommandException("Failed to join any nodes.");
    }
    terminal.out().print("Successfully joined cluster by contacting " + joined + " nodes.\n");
    return 0;
  }

  private boolean join(ConsulClient client, String address, Terminal terminal) {
    var request = Request.of("PUT", "/v1/agent/join/" + address);
    try {
      client.callOk(wan.value() ? request.with("wan", "1") : request);
      return true;
    } catch (IOException failure) {
      terminal
          .err()
          .print("Error joining address '" + address + "': " + failure.getMessage() + "\n");
      return false;
    }
  }
}
