package praetor.cli.cluster;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.Help;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.ConsulClient;
import praetor.client.JsonView;
import praetor.client.Request;
import praetor.model.Coordinate;

/** {@code rtt}: the round-trip time between two nodes. */
public final class Rtt implements Command {

  private static final int MS_PER_SECOND = 1_000;

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.client(flags);
  private final Flag<Boolean> wan =
      flags.bool("wan", "Between servers, of other datacenters too: NODE.DATACENTER.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "rtt [options] NODE1 [NODE2]";
  }

  @Override
  public String description() {
    return "Estimates the round-trip time between two nodes from their network coordinates. The"
        + " second node is the agent's own unless given.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    if (arguments.isEmpty() || arguments.size() > 2) {
      throw new CommandException("One or two node names must be specified\n\n" + Help.usage(this));
    }
    var client = http.connect(terminal);
    var first = arguments.getFirst();
    var second = arguments.size() > 1 ? arguments.get(1) : ownName(client);
    if (wan.value()
        && !(first.split("\\.", -1).length == 2 && second.split("\\.", -1).length == 2)) {
      throw new CommandException(
          "Node names must be specified as <node name>.<datacenter> with -wan");
    }
    var known = coordinates(client);
    // Between datacenters Consul 1.21.4 names the first node, whichever of the two is unknown.
    var from = coordinate(known, first, first);
    var to = coordinate(known, second, wan.value() ? first : second);
    double ms = from.secondsTo(to) * MS_PER_SECOND;
    terminal
        .out()
        .print(
            String.format(
                Locale.ROOT,
                "Estimated %s <-> %s rtt: %.3f ms (using %s coordinates)%n",
                first,
                second,
                ms,
                wan.value() ? "WAN" : "LAN"));
    return 0;
  }

  private String ownName(ConsulClient client) throws CommandException {
    try {
      var config = client.self().field("Config");
      var node = config.text("NodeName");
      return wan.value() ? node + "." + config.text("Datacenter") : node;
    } catch (IOException failure) {
      throw new CommandException("Unable to look up agent info: " + failure.getMessage());
    }
  }

  /** A node and where it is; with {@code -wan} under its name and datacenter. */
  private record Position(String node, JsonView coordinate) {}

  private List<Position> coordinates(ConsulClient client) throws CommandException {
    var path = wan.value() ? "/v1/coordinate/datacenters" : "/v1/coordinate/nodes";
    try {
      var answer = client.callOk(Request.get(path)).json().elements();
      return wan.value()
          ? answer.stream().flatMap(area -> positions(area).stream()).toList()
          : answer.stream()
              .map(node -> new Position(node.text("Node"), node.field("Coord")))
              .toList();
    } catch (IOException failure) {
      throw new CommandException("Error getting coordinates: " + failure.getMessage());
    }
  }

  private static List<Position> positions(JsonView area) {
    return area.field("Coordinates").elements().stream()
        .map(server -> new Position(fullName(area, server.text("Node")), server.field("Coord")))
        .toList();
  }

  private static String fullName(JsonView area, String node) {
    var datacenter = area.text("Datacenter");
    return node.endsWith("." + datacenter) ? node : node + "." + datacenter;
  }

  private static Coordinate coordinate(List<Position> known, String node, String named)
      throws CommandException {
    return known.stream()
        .filter(position -> position.node().equals(node))
        .findFirst()
        .map(position -> decode(position.coordinate()))
        .orElseThrow(
            () -> new CommandException("Could not find a coordinate for node \"" + named + "\""));
  }

  private static Coordinate decode(JsonView json) {
    return new Coordinate(
        json.field("Vec").elements().stream().map(JsonView::decimal).toList(),
        json.field("Error").decimal(),
        json.field("Adjustment").decimal(),
        json.field("Height").decimal());
  }
}
