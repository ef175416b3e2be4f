package praetor.cli.operator;

import java.io.IOException;
import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.JsonView;
import praetor.client.Request;

/** {@code operator autopilot get-config}: how autopilot is set. */
public final class AutopilotGetConfig implements Command {

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags);

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "operator autopilot get-config [options]";
  }

  @Override
  public String description() {
    return "Prints the settings of autopilot, which looks after the servers of a datacenter.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    var client = http.connect(terminal);
    try {
      var request = Request.get("/v1/operator/autopilot/configuration").with(http.query());
      terminal.out().print(text(client.callOk(request).json()));
      return 0;
    } catch (IOException failure) {
      throw new CommandException("Error querying Autopilot configuration: " + failure.getMessage());
    }
  }

  private static String text(JsonView config) {
    return """
    CleanupDeadServers = %s
    LastContactThreshold = %s
    MaxTrailingLogs = %d
    MinQuorum = %d
    ServerStabilizationTime = %s
    RedundancyZoneTag = "%s"
    DisableUpgradeMigration = %s
    UpgradeVersionTag = "%s"
    """
        .formatted(
            config.bool("CleanupDeadServers"),
            config.text("LastContactThreshold"),
            config.number("MaxTrailingLogs"),
            config.number("MinQuorum"),
            config.text("ServerStabilizationTime"),
            config.text("RedundancyZoneTag"),
            config.bool("DisableUpgradeMigration"),
            config.text("UpgradeVersionTag"));
  }
}
