package praetor.cli.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import praetor.cli.command.Arguments;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Table;
import praetor.cli.command.Terminal;
import praetor.client.ConsulClient;
import praetor.client.Query;

/** {@code catalog services}: names of services, with their tags if wanted. */
public final class CatalogServices implements Command {

  private static final int GAP = 6;

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags).namespace(flags).partition(flags);
  private final Flag<String> node = flags.text("node", "Only services of this node.");
  private final Flag<Map<String, String>> nodeMeta =
      flags.pairs("node-meta", "Only services on nodes with this metadata; may be repeated.");
  private final Flag<Boolean> tags = flags.bool("tags", "Print tags beside each name.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "catalog services [options]";
  }

  @Override
  public String description() {
    return "Lists the services of the catalog, all of them or those of a node.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    Arguments.atMost(0, arguments);
    SortedMap<String, List<String>> services;
    try {
      services = services(http.connect(terminal));
    } catch (IOException failure) {
      throw new CommandException(
          (node.value().isEmpty()
                  ? "Error listing services: "
                  : "Error listing services for node: ")
              + failure.getMessage());
    }
    if (services.isEmpty()) {
      terminal.err().print("No services match the given query - try expanding your search.\n");
      return 0;
    }
    terminal.out().print(tags.value() ? withTags(services) : names(services));
    return 0;
  }

  private SortedMap<String, List<String>> services(ConsulClient client) throws IOException {
    var services = new TreeMap<String, List<String>>();
    if (node.value().isEmpty()) {
      services.putAll(client.services(query()));
      return services;
    }
    for (var instance : client.servicesOf(node.value(), query()).orElse(List.of())) {
      services.computeIfAbsent(instance.name(), _ -> new ArrayList<>()).addAll(instance.tags());
    }
    return services;
  }

  private Query query() {
    var query = http.query();
    for (var pair : nodeMeta.value().entrySet()) {
      query = query.and("node-meta", pair.getKey() + ":" + pair.getValue());
    }
    return query;
  }

  private static String names(SortedMap<String, List<String>> services) {
    return String.join("\n", services.keySet()) + "\n";
  }

  private static String withTags(SortedMap<String, List<String>> services) {
    if (services.values().stream().allMatch(List::isEmpty)) {
      return names(services);
    }
    var table = new Table(GAP);
    services.forEach((name, all) -> table.row(name, String.join(",", new TreeSet<>(all))));
    return table.text();
  }
}
