package praetor.cli.operator;

import java.io.IOException;
import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Table;
import praetor.cli.command.Terminal;
import praetor.client.RaftServer;

/** {@code operator raft list-peers}: the servers that take part in consensus. */
public final class RaftListPeers implements Command {

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags);

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "operator raft list-peers [options]";
  }

  @Override
  public String description() {
    return "Lists the servers of the raft configuration: who leads, who votes, how far each is.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    var client = http.connect(terminal);
    try {
      terminal.out().print(table(client.raftServers(http.query())));
      return 0;
    } catch (IOException failure) {
      throw new CommandException(
          "Error getting peers: Failed to retrieve raft configuration: " + failure.getMessage());
    }
  }

  /** The servers as a table, the leader's distance from each in its last column. */
  public static String table(List<RaftServer> servers) {
    var table =
        new Table()
            .row(
                "Node",
                "ID",
                "Address",
                "State",
                "Voter",
                "RaftProtocol",
                "Commit Index",
                "Trails Leader By");
    long leaderIndex =
        servers.stream().filter(RaftServer::leader).mapToLong(RaftServer::lastIndex).sum();
    for (var server : servers) {
      table.row(
          server.node(),
          server.id(),
          server.address(),
          server.leader() ? "leader" : "follower",
          String.valueOf(server.voter()),
          server.protocolVersion().isEmpty() ? "<=1" : server.protocolVersion(),
          String.valueOf(server.lastIndex()),
          server.leader() ? "-" : trail(leaderIndex - server.lastIndex()));
    }
    return table.text();
  }

  private static String trail(long commits) {
    return commits + (commits == 1 ? " commit" : " commits");
  }
}
