package praetor.cli.maintenance;

import java.io.IOException;
import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.ConsulClient;
import praetor.client.JsonView;
import praetor.client.Request;

/** {@code maint}: takes a node or a service out of use, or tells what is out of use. */
public final class Maint implements Command {

  private static final String NODE_CHECK = "_node_maintenance";
  private static final String SERVICE_CHECKS = "_service_maintenance:";

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.client(flags);
  private final Flag<Boolean> disable = flags.bool("disable", "End maintenance.");
  private final Flag<Boolean> enable = flags.bool("enable", "Begin maintenance.");
  private final Flag<String> reason = flags.text("reason", "Why; shown with the check.");
  private final Flag<String> service =
      flags.text("service", "ID of one service of this agent, instead of the whole node.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "maint [options]";
  }

  @Override
  public String description() {
    return "Puts the agent's node or one of its services under maintenance: a critical check keeps"
        + " it out of DNS and of healthy lists. Without -enable or -disable it lists what is under"
        + " maintenance.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    if (enable.value() && disable.value()) {
      throw new CommandException("Only one of -enable or -disable may be provided");
    }
    if (!enable.value() && !reason.value().isEmpty()) {
      throw new CommandException("Reason may only be provided with -enable");
    }
    boolean list = !enable.value() && !disable.value();
    if (list && !service.value().isEmpty()) {
      throw new CommandException("Service requires either -enable or -disable");
    }
    var client = http.connect(terminal);
    if (list) {
      list(client, terminal);
    } else {
      change(client, terminal);
    }
    return 0;
  }

  private static void list(ConsulClient client, Terminal terminal) throws CommandException {
    String node;
    try {
      node = client.self().field("Config").text("NodeName");
    } catch (IOException failure) {
      throw new CommandException("Error querying Consul agent: " + failure.getMessage());
    }
    try {
      var checks = client.callOk(Request.get("/v1/agent/checks")).json().fields(check -> check);
      checks.values().forEach(check -> terminal.out().print(block(node, check)));
    } catch (IOException failure) {
      throw new CommandException("Error querying checks: " + failure.getMessage());
    }
  }

  /** Empty for checks that have nothing to do with maintenance. */
  private static String block(String node, JsonView check) {
    if (check.text("CheckID").equals(NODE_CHECK)) {
      return "Node:\n  Name:   " + node + "\n  Reason: " + check.text("Notes") + "\n\n";
    }
    return check.text("CheckID").startsWith(SERVICE_CHECKS)
        ? "Service:\n  ID:     %s\n  Reason: %s\n\n"
            .formatted(check.text("ServiceID"), check.text("Notes"))
        : "";
  }

  private void change(ConsulClient client, Terminal terminal) throws CommandException {
    boolean node = service.value().isEmpty();
    var path = node ? "/v1/agent/maintenance" : "/v1/agent/service/maintenance/" + service.value();
    var request = Request.of("PUT", path).with("enable", String.valueOf(enable.value()));
    try {
      client.callOk(enable.value() ? request.with("reason", reason.value()) : request);
    } catch (IOException failure) {
      throw new CommandException(
          "Error %s %s maintenance: %s"
              .formatted(
                  enable.value() ? "enabling" : "disabling",
                  node ? "node" : "service",
                  failure.getMessage()));
    }
    terminal
        .out()
        .print(
            "%s maintenance is now %s%s\n"
                .formatted(
                    node ? "Node" : "Service",
                    enable.value() ? "enabled" : "disabled",
                    node ? "" : " for \"" + service.value() + "\""));
  }
}
