package praetor.cli.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.cli.agent.BuildInfo;
import praetor.cli.command.Arguments;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.ConsulClient;
import praetor.client.Query;
import praetor.model.SystemClock;
import praetor.snapshot.AgentSettings;
import praetor.snapshot.SaveSettings;
import praetor.snapshot.Saver;
import praetor.snapshot.config.AgentOptions;
import praetor.snapshot.config.Login;
import praetor.snapshot.storage.Location;
import praetor.snapshot.storage.SnapshotStore;
import praetor.snapshot.storage.Stores;

/**
 * {@code snapshot agent}: saves snapshots again and again, or one.
 *
 * <p>Source: documentation of {@code consul snapshot agent}.
 */
public final class SnapshotAgentCommand implements Command {
  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags);
  private final Flag<List<String>> configFiles =
      flags.texts("config-file", "JSON file to read settings from. May be repeated.");
  private final Flag<List<String>> configFolders =
      flags.texts("config-dir", "Folder of such files. May be repeated.");
  private final AgentFlags settings = new AgentFlags(flags);

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "snapshot agent [options]";
  }

  @Override
  public String description() {
    return "Takes snapshots of the servers' state, proves that each can be restored, stores them"
        + " and deletes the oldest. Several agents elect the one that does it. With -interval=0 it"
        + " takes one snapshot and ends.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException, IOException {
    Arguments.atMost(0, arguments);
    var options = options(terminal);
    var facility =
        options.log().syslog()
            ? Optional.of(options.log().syslogFacility())
            : Optional.<String>empty();
    var log = ConsoleLog.open(terminal, options.log().level(), facility);
    var destinations = open(options.destinations());
    try {
      terminal.out().print(console(options, destinations));
      terminal.flush();
      var client = connect(options, terminal);
      return options.snapshots().isOneShot()
          ? once(client, options, destinations, log, terminal)
          : daemon(client, options, destinations, log, terminal);
    } finally {
      destinations.forEach(destination -> destination.store().close());
    }
  }

  private AgentOptions options(Terminal terminal) throws CommandException, IOException {
    var written = AgentFiles.read(configFolders.value(), configFiles.value());
    var storage = settings.storageFlag();
    if (storage.isPresent() && written.containsKey("backup_destinations")) {
      throw new CommandException(
          "-" + storage.get() + " cannot be used with backup_destinations in a config file");
    }
    settings.layOver(written);
    var options = AgentOptions.read(written, terminal.environment());
    if (settings.destinations().isEmpty()) {
      return options;
    }
    List<AgentOptions.Destination> destinations = new ArrayList<>();
    for (var text : settings.destinations()) {
      destinations.add(
          new AgentOptions.Destination(
              Location.parse(text, terminal.environment()), Optional.empty()));
    }
    return options.withDestinations(destinations);
  }

  private static List<SaveSettings.Destination> open(List<AgentOptions.Destination> destinations)
      throws IOException {
    List<SaveSettings.Destination> opened = new ArrayList<>();
    for (var destination : destinations) {
      opened.add(
          new SaveSettings.Destination(
              Stores.open(destination.location()), destination.staticName()));
    }
    return opened;
  }

  private String console(AgentOptions options, List<SaveSettings.Destination> destinations) {
    List<SnapshotStore> stores =
        destinations.stream().map(SaveSettings.Destination::store).toList();
    return AgentConsole.of(
        options, datacenter(options), isStale(options), stores, BuildInfo.praetorVersion());
  }

  private String datacenter(AgentOptions options) {
    return http.datacenter().isEmpty() ? options.api().datacenter() : http.datacenter();
  }

  private boolean isStale(AgentOptions options) {
    return http.stale() || options.snapshots().stale();
  }

  /** Flags win over files, files over the environment. */
  private ConsulClient connect(AgentOptions options, Terminal terminal)
      throws CommandException, IOException {
    var environment = new HashMap<>(terminal.environment());
    options.api().variables().forEach((name, value) -> environment.put("PRAETOR_" + name, value));
    var client =
        http.connect(
            new Terminal(terminal.in(), terminal.out(), terminal.err(), Map.copyOf(environment)));
    var login = options.api().login();
    return login.isPresent() ? client.withToken(Login.token(client, login.get())) : client;
  }

  private Saver saver(
      ConsulClient client,
      AgentOptions options,
      List<SaveSettings.Destination> destinations,
      ConsoleLog log,
      Terminal terminal)
      throws IOException {
    var query = Query.NONE.and("dc", Optional.of(datacenter(options)).filter(dc -> !dc.isEmpty()));
    var snapshots = options.snapshots();
    var how =
        new SaveSettings(
            isStale(options) ? query.and("stale", "") : query,
            snapshots.scratchPath(),
            destinations,
            snapshots.retain(),
            options.seal().key(),
            snapshots.isOneShot());
    return new Saver(client, how, SystemClock.INSTANCE, log, ProgressBar.on(terminal));
  }

  private int once(
      ConsulClient client,
      AgentOptions options,
      List<SaveSettings.Destination> destinations,
      ConsoleLog log,
      Terminal terminal)
      throws CommandException, IOException {
    var saver = saver(client, options, destinations, log, terminal);
    try {
      saver.save(saver.newest(), Optional.empty(), () -> true);
      return 0;
    } catch (IOException failure) {
      throw new CommandException("Error saving snapshot: " + failure.getMessage());
    }
  }

  private int daemon(
      ConsulClient client,
      AgentOptions options,
      List<SaveSettings.Destination> destinations,
      ConsoleLog log,
      Terminal terminal)
      throws CommandException, IOException {
    refuseRemote(client, options);
    var snapshots = options.snapshots();
    var how =
        new AgentSettings(
            snapshots.toSchedule(),
            snapshots.service(),
            snapshots.lockKey(),
            snapshots.maxFailures(),
            snapshots.deregisterAfter(),
            Query.NONE,
            AgentSettings.Timing.DEFAULT);
    var saver = saver(client, options, destinations, log, terminal);
    return ForegroundAgent.run(client, how, saver, log);
  }

  /**
   * Source: documentation, "Snapshotting a remote datacenter is only available in one-shot mode".
   */
  private void refuseRemote(ConsulClient client, AgentOptions options)
      throws CommandException, IOException {
    var datacenter = datacenter(options);
    if (!datacenter.isEmpty()
        && !client.self().field("Config").text("Datacenter").equals(datacenter)) {
      throw new CommandException(
          "Snapshotting a remote datacenter is only available in one-shot mode");
    }
  }
}
