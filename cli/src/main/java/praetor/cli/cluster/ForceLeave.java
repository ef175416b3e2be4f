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
import praetor.client.Request;

/** {@code force-leave}: declares a failed member as left. */
public final class ForceLeave implements Command {

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.client(flags).partition(flags);
  private final Flag<Boolean> prune = flags.bool("prune", "Forget the member at once.");
  private final Flag<Boolean> wan =
      flags.bool("wan", "A server of another datacenter, by its name NODE.DATACENTER.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "force-leave [options] NAME";
  }

  @Override
  public String description() {
    return "Moves a member that failed to the state left, so that nobody tries to reach it any more. A"
        + " member that is still alive comes back by itself.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    if (arguments.size() != 1) {
      throw new CommandException(
          "A single node name must be specified to force leave.\n\n" + Help.usage(this));
    }
    var request = Request.of("PUT", "/v1/agent/force-leave/" + arguments.getFirst());
    request = prune.value() ? request.with("prune", "1") : request;
    request = wan.value() ? request.with("wan", "1") : request;
    var client = http.connect(terminal);
    try {
      client.callOk(request);
      return 0;
    } catch (IOException failure) {
      throw new CommandException("Error force leaving: " + failure.getMessage());
    }
  }
}
