package praetor.cli.operator;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.JsonView;
import praetor.client.Request;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;

/** {@code operator autopilot state}: the servers as autopilot sees them. */
public final class AutopilotState implements Command {

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags);
  private final Flag<String> format = flags.text("format", "pretty", "pretty or json.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "operator autopilot state [options]";
  }

  @Override
  public String description() {
    return "Prints how healthy each server is, who votes and how many failures can be borne.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    var client = http.connect(terminal);
    JsonView state;
    try {
      state = client.callOk(Request.get("/v1/operator/autopilot/state").with(http.query())).json();
    } catch (IOException failure) {
      throw new CommandException("Error querying Autopilot state: " + failure.getMessage());
    }
    terminal
        .out()
        .print(
            switch (format.value()) {
              case "pretty" -> pretty(state);
              case "json" -> json(state);
              default -> throw new CommandException("Unknown format: " + format.value());
            });
    return 0;
  }

  private static String json(JsonView state) {
    return JsonWriter.indented("    ").value(state.value().orElse(new JsonValue.Null())).toText()
        + "\n";
  }

  private static String pretty(JsonView state) {
    var text = new StringBuilder();
    text.append(
        """
        Healthy:                      %s
        Failure Tolerance:            %d
        Optimistic Failure Tolerance: %d
        Leader:                       %s
        Voters:
        """
            .formatted(
                state.bool("Healthy"),
                state.number("FailureTolerance"),
                state.number("OptimisticFailureTolerance"),
                state.text("Leader")));
    state.field("Voters").texts().forEach(voter -> text.append("   ").append(voter).append('\n'));
    text.append("Servers:\n");
    new TreeMap<>(state.field("Servers").fields(server -> server))
        .forEach((id, server) -> text.append("   ").append(id).append('\n').append(server(server)));
    return text.append('\n').toString();
  }

  private static String server(JsonView server) {
    var text =
        """
              Name:            %s
              Address:         %s
              Version:         %s
              Status:          %s
              Node Type:       %s
              Node Status:     %s
              Healthy:         %s
              Last Contact:    %s
              Last Term:       %d
              Last Index:      %d
        """
            .formatted(
                server.text("Name"),
                server.text("Address"),
                server.text("Version"),
                server.text("Status"),
                server.text("NodeType"),
                server.text("NodeStatus"),
                server.bool("Healthy"),
                server.text("LastContact"),
                server.number("LastTerm"),
                server.number("LastIndex"));
    Map<String, String> meta = new TreeMap<>(server.field("Meta").fields(JsonView::text));
    return meta.isEmpty() ? text : text + meta(meta);
  }

  private static String meta(Map<String, String> meta) {
    var text = new StringBuilder("      Meta\n");
    meta.forEach((key, value) -> text.append("         \"%s\": \"%s\"\n".formatted(key, value)));
    return text.toString();
  }
}
