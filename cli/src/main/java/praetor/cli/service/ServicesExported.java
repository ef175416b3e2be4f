package praetor.cli.service;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import praetor.agent.entry.ExportedService;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Table;
import praetor.cli.command.Terminal;
import praetor.client.ConsulClient;
import praetor.client.Request;
import praetor.model.codec.Codecs;
import praetor.model.codec.JsonWriter;
import praetor.model.filter.Filter;
import praetor.model.filter.FilterException;

/** {@code services exported-services}: the services that peers may use, and which peers. */
public final class ServicesExported implements Command {

  private final Flags flags = new Flags();
  private final Flag<String> format = flags.text("format", "pretty", "pretty or json.");
  private final HttpFlags http = HttpFlags.server(flags).partition(flags);
  private final Flag<String> filter = flags.text("filter", "Filter expression.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "services exported-services [options]";
  }

  @Override
  public String description() {
    return "Lists the services that are exported to peer clusters, and to which.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    if (!format.value().equals("pretty") && !format.value().equals("json")) {
      throw new CommandException("Invalid format, valid formats are {pretty|json}");
    }
    var chosen = filter();
    var exported =
        exported(http.connect(terminal)).stream()
            .filter(service -> chosen.isEmpty() || chosen.get().matches(service))
            .toList();
    if (exported.isEmpty()) {
      terminal.out().print("No exported services found\n");
    } else {
      terminal.out().print(format.value().equals("json") ? json(exported) : table(exported));
    }
    return 0;
  }

  private Optional<Filter<ExportedService>> filter() throws CommandException {
    try {
      return filter.value().isEmpty()
          ? Optional.empty()
          : Optional.of(Filter.parse(filter.value(), ExportedService.SHAPE));
    } catch (FilterException e) {
      throw new CommandException("Error while creating filter: " + e.getMessage());
    }
  }

  private List<ExportedService> exported(ConsulClient client) throws CommandException {
    try {
      var answer = client.callOk(Request.get("/v1/exported-services").with(http.query()));
      return answer.json().elements().stream()
          .map(
              row ->
                  new ExportedService(
                      row.text("Service"),
                      new ExportedService.Consumers(row.field("Consumers").field("Peers").texts())))
          .toList();
    } catch (IOException failure) {
      throw new CommandException("Error reading exported services: " + failure.getMessage());
    }
  }

  private static String json(List<ExportedService> exported) {
    var out = JsonWriter.indented("    ");
    Codecs.list(ExportedService.SHAPE).writeJson(exported, out);
    return out.toText() + "\n";
  }

  private static String table(List<ExportedService> exported) {
    var table = new Table().row("Service", "Consumer Peers");
    exported.forEach(
        each -> table.row(each.service(), String.join(", ", each.consumers().peers())));
    return table.text();
  }
}
