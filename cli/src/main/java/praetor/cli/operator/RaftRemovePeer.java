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

/** {@code operator raft remove-peer}: takes a server out of consensus. */
public final class RaftRemovePeer implements Command {

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags);
  private final Flag<String> address = flags.text("address", "The server by its address IP:PORT.");
  private final Flag<String> id = flags.text("id", "The server by its id.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "operator raft remove-peer [options]";
  }

  @Override
  public String description() {
    return "Removes a server from the raft configuration. It is meant for a server that failed and"
        + " is still listed; where leave or force-leave can be used, use those.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    boolean byId = !id.value().isEmpty();
    if (byId && !address.value().isEmpty()) {
      throw new CommandException("Error removing peer: cannot give both an address and id");
    }
    if (!byId && address.value().isEmpty()) {
      throw new CommandException(
          "Error removing peer: an address or id is required for the peer to remove");
    }
    var request = Request.of("DELETE", "/v1/operator/raft/peer").with(http.query());
    var client = http.connect(terminal);
    try {
      client.callOk(
          byId ? request.with("id", id.value()) : request.with("address", address.value()));
    } catch (IOException failure) {
      throw new CommandException("Error removing peer: " + failure.getMessage());
    }
    terminal
        .out()
        .print(
            "Removed peer with %s \"%s\"\n"
                .formatted(byId ? "id" : "address", byId ? id.value() : address.value()));
    return 0;
  }
}
