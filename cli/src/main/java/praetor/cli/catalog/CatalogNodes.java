package praetor.cli.catalog;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import praetor.cli.command.Arguments;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Table;
import praetor.cli.command.Terminal;
import praetor.client.CatalogNode;
import praetor.client.ConsulClient;
import praetor.client.Query;

/** {@code catalog nodes}: the nodes of the catalog, or those of a service. */
public final class CatalogNodes implements Command {

  private static final int ID_SHOWN = 8;

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags).partition(flags);
  private final Flag<Boolean> detailed =
      flags.bool("detailed", "Print whole ids, tagged addresses and metadata.");
  private final Flag<String> filter = flags.text("filter", "Filter expression.");
  private final Flag<String> near = flags.text("near", "Sort by distance from this node.");
  private final Flag<Map<String, String>> nodeMeta =
      flags.pairs("node-meta", "Only nodes with this metadata; may be repeated.");
  private final Flag<String> service = flags.text("service", "Only nodes with this service.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "catalog nodes [options]";
  }

  @Override
  public String description() {
    return "Lists the nodes of the catalog, all of them or those that match.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    Arguments.atMost(0, arguments);
    List<CatalogNode> nodes;
    try {
      nodes = nodes(http.connect(terminal));
    } catch (IOException failure) {
      throw new CommandException("Error listing nodes: " + failure.getMessage());
    }
    if (nodes.isEmpty()) {
      terminal.err().print("No nodes match the given query - try expanding your search.\n");
      return 0;
    }
    terminal.out().print(detailed.value() ? detailed(nodes) : brief(nodes));
    return 0;
  }

  private List<CatalogNode> nodes(ConsulClient client) throws IOException {
    var nodes =
        service.value().isEmpty()
            ? client.nodes(query())
            : distinct(client.nodesOf(service.value(), query()));
    return near.value().isEmpty()
        ? nodes.stream().sorted(Comparator.comparing(CatalogNode::name)).toList()
        : nodes;
  }

  private Query query() {
    var query = http.query();
    for (var pair : nodeMeta.value().entrySet()) {
      query = query.and("node-meta", pair.getKey() + ":" + pair.getValue());
    }
    query = filter.value().isEmpty() ? query : query.and("filter", filter.value());
    return near.value().isEmpty() ? query : query.and("near", near.value());
  }

  /** A service's nodes come once for each instance. */
  private static List<CatalogNode> distinct(List<CatalogNode> nodes) {
    var byName = new LinkedHashMap<String, CatalogNode>();
    nodes.forEach(node -> byName.putIfAbsent(node.name(), node));
    return List.copyOf(byName.values());
  }

  private static String brief(List<CatalogNode> nodes) {
    var table = new Table().row("Node", "ID", "Address", "DC");
    for (var node : nodes) {
      var id = node.id();
      table.row(
          node.name(),
          id.length() > ID_SHOWN ? id.substring(0, ID_SHOWN) : id,
          node.address(),
          node.datacenter());
    }
    return table.text();
  }

  private static String detailed(List<CatalogNode> nodes) {
    var table = new Table().row("Node", "ID", "Address", "DC", "TaggedAddresses", "Meta");
    for (var node : nodes) {
      table.row(
          node.name(),
          node.id(),
          node.address(),
          node.datacenter(),
          joined(node.taggedAddresses()),
          joined(node.meta()));
    }
    return table.text();
  }

  private static String joined(Map<String, String> pairs) {
    return new TreeMap<>(pairs)
        .entrySet().stream()
            .map(pair -> pair.getKey() + "=" + pair.getValue())
            .collect(Collectors.joining(", "));
  }
}
