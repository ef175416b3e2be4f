package praetor.cli.operator;

import java.io.IOException;
import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.Request;

/** {@code operator raft transfer-leader}: makes another server the leader. */
public final class RaftTransferLeader implements Command {

  private static final String FAILED =
      "Error transfering leadership: Failed to transfer leadership ";

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags);
  private final Flag<String> id = flags.text("id", "The server that is to lead; any unless given.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "operator raft transfer-leader [options]";
  }

  @Override
  public String description() {
    return "Asks the leader to hand leadership over to another server.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    var request = Request.of("POST", "/v1/operator/raft/transfer-leader").with(http.query());
    var client = http.connect(terminal);
    try {
      client.callOk(id.value().isEmpty() ? request : request.with("id", id.value()));
    } catch (IOException failure) {
      throw new CommandException(FAILED + failure.getMessage());
    }
    terminal.out().print("Success\n");
    return 0;
  }
}
