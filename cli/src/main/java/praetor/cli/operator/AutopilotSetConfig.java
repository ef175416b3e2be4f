package praetor.cli.operator;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.ConsulClient;
import praetor.client.JsonView;
import praetor.client.Request;
import praetor.model.GoDuration;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;

/** {@code operator autopilot set-config}: changes the settings given, keeps the others. */
public final class AutopilotSetConfig implements Command {

  private static final String PATH = "/v1/operator/autopilot/configuration";

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags);
  private final Flag<Optional<Boolean>> cleanupDeadServers =
      flags.maybeBool("cleanup-dead-servers", "Remove failed servers when a new one comes.");
  private final Flag<Optional<Boolean>> disableUpgradeMigration =
      flags.maybeBool("disable-upgrade-migration", "Enterprise: no automatic upgrades.");
  private final Flag<Optional<Duration>> lastContactThreshold =
      flags.maybeDuration("last-contact-threshold", "Without the leader for longer: unhealthy.");
  private final Flag<Optional<Long>> maxTrailingLogs =
      flags.maybeCount("max-trailing-logs", "More entries behind the leader: unhealthy.");
  private final Flag<Optional<Long>> minQuorum =
      flags.maybeCount("min-quorum", "Servers to keep, however many failed.");
  private final Flag<Optional<String>> redundancyZoneTag =
      flags.maybeText("redundancy-zone-tag", "Enterprise: metadata that names a server's zone.");
  private final Flag<Optional<Duration>> serverStabilizationTime =
      flags.maybeDuration(
          "server-stabilization-time", "How long a new server has to be healthy before it votes.");
  private final Flag<Optional<String>> upgradeVersionTag =
      flags.maybeText("upgrade-version-tag", "Enterprise: metadata that names a server's version.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "operator autopilot set-config [options]";
  }

  @Override
  public String description() {
    return "Changes settings of autopilot. What is not given stays as it is; somebody else's change"
        + " made meanwhile is not overwritten.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    var client = http.connect(terminal);
    var before = read(client);
    var request =
        Request.of("PUT", PATH)
            .with(http.query())
            .with("cas", Long.toUnsignedString(before.number("ModifyIndex")))
            .with(Request.Body.json(changed(before)));
    boolean written;
    try {
      written = client.callOk(request).text().contains("true");
    } catch (IOException failure) {
      throw new CommandException("Error setting Autopilot configuration: " + failure.getMessage());
    }
    if (!written) {
      throw new CommandException("Configuration could not be atomically updated, please try again");
    }
    terminal.out().print("Configuration updated!\n");
    return 0;
  }

  private JsonView read(ConsulClient client) throws CommandException {
    try {
      return client.callOk(Request.get(PATH).with(http.query())).json();
    } catch (IOException failure) {
      throw new CommandException("Error querying Autopilot configuration: " + failure.getMessage());
    }
  }

  private String changed(JsonView before) {
    Map<String, JsonValue> settings =
        new LinkedHashMap<>(before.fields(field -> field.value().orElse(new JsonValue.Null())));
    put(settings, "CleanupDeadServers", cleanupDeadServers.value().map(JsonValue.Bool::new));
    put(
        settings,
        "LastContactThreshold",
        lastContactThreshold.value().map(AutopilotSetConfig::duration));
    put(settings, "MaxTrailingLogs", maxTrailingLogs.value().map(AutopilotSetConfig::number));
    put(settings, "MinQuorum", minQuorum.value().map(AutopilotSetConfig::number));
    put(
        settings,
        "ServerStabilizationTime",
        serverStabilizationTime.value().map(AutopilotSetConfig::duration));
    put(settings, "RedundancyZoneTag", redundancyZoneTag.value().map(JsonValue.Str::new));
    put(
        settings,
        "DisableUpgradeMigration",
        disableUpgradeMigration.value().map(JsonValue.Bool::new));
    put(settings, "UpgradeVersionTag", upgradeVersionTag.value().map(JsonValue.Str::new));
    return JsonWriter.compact().value(new JsonValue.Obj(settings)).toText();
  }

  private static void put(
      Map<String, JsonValue> settings, String name, Optional<? extends JsonValue> value) {
    value.ifPresent(given -> settings.put(name, given));
  }

  private static JsonValue duration(Duration duration) {
    return new JsonValue.Str(GoDuration.format(duration));
  }

  private static JsonValue number(long number) {
    return new JsonValue.Num(Long.toUnsignedString(number));
  }
}
