package praetor.cli.operator;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import praetor.cli.command.Arguments;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Table;
import praetor.cli.command.Terminal;
import praetor.client.JsonView;
import praetor.client.Request;

/** {@code operator usage instances}: how many nodes, services and instances there are. */
public final class UsageInstances implements Command {

  /** Between the columns of these tables, which are wider apart than others. */
  private static final int GAP = 6;

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags);
  private final Flag<Boolean> allDatacenters =
      flags.bool("all-datacenters", "Count in all datacenters.");
  private final Flag<Boolean> billable = flags.bool("billable", "Print only what is billable.");
  private final Flag<Boolean> connect = flags.bool("connect", "Print only services of the mesh.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "operator usage instances [options]";
  }

  @Override
  public String description() {
    return "Counts nodes, services and instances. Billable is everything but proxies, gateways and"
        + " the servers themselves.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    Arguments.atMost(0, arguments);
    if (billable.value() && connect.value()) {
      throw new CommandException("Cannot specify both -billable and -connect flags");
    }
    var client = http.connect(terminal);
    var request = Request.get("/v1/operator/usage").with(http.query());
    SortedMap<String, JsonView> usage;
    try {
      var answer =
          client.callOk(allDatacenters.value() ? request.with("global", "") : request).json();
      usage = new TreeMap<>(answer.field("Usage").fields(counts -> counts));
    } catch (IOException failure) {
      throw new CommandException("Error fetching usage information: " + failure.getMessage());
    }
    if (!connect.value()) {
      terminal.out().print(billable(usage) + nodes(usage));
    }
    if (!billable.value()) {
      terminal.out().print(connect(usage));
    }
    return 0;
  }

  private String billable(SortedMap<String, JsonView> usage) {
    long services = 0;
    long instances = 0;
    var lines = new StringBuilder();
    var table = new Table(GAP);
    for (var one : usage.entrySet()) {
      long billed = one.getValue().number("BillableServiceInstances");
      services += one.getValue().number("Services");
      instances += billed;
      lines.append("%s Billable Service Instances: %d%n".formatted(one.getKey(), billed));
    }
    if (allDatacenters.value()) {
      table.row("Datacenter", "Services", "Service instances");
      usage.forEach(
          (datacenter, counts) ->
              table.row(
                  datacenter,
                  String.valueOf(counts.number("Services")),
                  String.valueOf(counts.number("BillableServiceInstances"))));
      table.row("", "", "").row("Total", String.valueOf(services), String.valueOf(instances));
    } else {
      table.row("Services", "Service instances");
      usage
          .values()
          .forEach(
              counts ->
                  table.row(
                      String.valueOf(counts.number("Services")),
                      String.valueOf(counts.number("BillableServiceInstances"))));
    }
    return "Billable Service Instances Total: %d%n%s%nBillable Services%n%s%n%n"
        .formatted(instances, lines, table.text());
  }

  /** Two columns are empty, as in Consul's output. */
  private static String nodes(SortedMap<String, JsonView> usage) {
    long total = 0;
    var table = new Table(GAP).row("Datacenter", "Count", "", "");
    for (var one : usage.entrySet()) {
      long nodes = one.getValue().number("Nodes");
      total += nodes;
      table.row(one.getKey(), String.valueOf(nodes));
    }
    table.row("", "").row("Total", String.valueOf(total));
    return "Nodes\n" + table.text() + "\n\n";
  }

  private String connect(SortedMap<String, JsonView> usage) {
    var table = new Table(GAP);
    if (!allDatacenters.value()) {
      table.row("Type", "Service instances");
      usage.values().forEach(counts -> kinds(counts).forEach((k, n) -> table.row(k, n)));
      return "Connect Services\n" + table.text();
    }
    table.row("Datacenter", "Type", "Service instances");
    usage.forEach(
        (datacenter, counts) -> kinds(counts).forEach((k, n) -> table.row(datacenter, k, n)));
    table.row("", "", "").row("Total", "", String.valueOf(meshTotal(usage)));
    return "Connect Services\n" + table.text();
  }

  private static SortedMap<String, String> kinds(JsonView counts) {
    var instances = counts.field("ConnectServiceInstances");
    var kinds = new TreeMap<String, String>();
    instances
        .fields(count -> count)
        .keySet()
        .forEach(kind -> kinds.put(kind, String.valueOf(instances.number(kind))));
    return kinds;
  }

  private static long meshTotal(SortedMap<String, JsonView> usage) {
    return usage.values().stream()
        .flatMap(counts -> kinds(counts).values().stream())
        .mapToLong(Long::parseLong)
        .sum();
  }
}
