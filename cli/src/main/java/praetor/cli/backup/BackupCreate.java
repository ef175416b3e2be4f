package praetor.cli.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.cli.command.Arguments;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.cli.snapshot.ConsoleLog;
import praetor.cli.snapshot.ForegroundAgent;
import praetor.cli.snapshot.SealFlags;
import praetor.client.ConsulClient;
import praetor.client.Query;
import praetor.model.SystemClock;
import praetor.snapshot.AgentLog;
import praetor.snapshot.AgentSettings;
import praetor.snapshot.Progress;
import praetor.snapshot.SaveSettings;
import praetor.snapshot.Saver;
import praetor.snapshot.SnapshotSchedule;
import praetor.snapshot.backup.BackupNames;
import praetor.snapshot.backup.KvFile;
import praetor.snapshot.backup.KvSource;
import praetor.snapshot.storage.Stores;

/** {@code backup create}: all keys into a file, once or again and again. */
public final class BackupCreate implements Command {
  private static final String SERVICE = "consul-backup";
  private static final String LOCK_KEY = "consul-backup/lock";
  private static final int MAX_FAILURES = 3;
  private static final Duration DEREGISTER_AFTER = Duration.ofDays(3);

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags);
  private final SealFlags seal = new SealFlags(flags);
  private final Flag<String> scope = BackupFlags.scope(flags);
  private final Flag<List<String>> destinations =
      flags.texts(
          "dest",
          "Where the backup goes: a folder, file:///folder, s3://bucket/prefix?endpoint=URL,"
              + " gs://bucket/prefix, azblob://account/container/prefix. May be repeated.");
  private final Flag<String> prefix = flags.text("prefix", "Only keys that begin so.");
  private final Flag<String> schedule =
      flags.text(
          "schedule",
          "Do it again and again at the times of a cron expression of five fields. What was missed"
              + " is caught up once.");
  private final Flag<String> zone =
      flags.text("time-zone", "Time zone of -schedule; default is the machine's.");
  private final Flag<Duration> interval =
      flags.duration("interval", Duration.ZERO, "Do it again and again, each time after so long.");
  private final Flag<Long> retain =
      flags.integer("retain", 0, "How many backups each place keeps; 0 for all.");
  private final Flag<String> scratch =
      flags.text("tmp-dir", "Folder for the file until it is stored; default is the system's.");
  private final Flag<String> service =
      flags.text("service", SERVICE, "Name under which a repeated backup is registered.");
  private final Flag<String> lockKey =
      flags.text("lock-key", LOCK_KEY, "Key that the one who makes repeated backups holds.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "backup create [options]";
  }

  @Override
  public String description() {
    return "Keeps all keys and their values in a new file at each -dest, named by its time, and"
        + " never overwrites one. When a place cannot take it, the exit code is 1 and the file stays"
        + " in -tmp-dir. With -schedule or -interval it goes on until it is stopped; of several that"
        + " run, one does the work.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException, IOException {
    Arguments.atMost(0, arguments);
    check();
    var client = http.connect(terminal);
    var stores = new ArrayList<SaveSettings.Destination>();
    try {
      for (var place : destinations.value()) {
        var store = Stores.open(place, terminal.environment());
        stores.add(new SaveSettings.Destination(store, Optional.empty()));
      }
      return repeated() ? daemon(client, stores, terminal) : once(client, stores, terminal);
    } finally {
      stores.forEach(destination -> destination.store().close());
    }
  }

  private void check() throws CommandException {
    BackupFlags.check(scope);
    if (destinations.value().isEmpty()) {
      throw new CommandException("Missing -dest: where the backup goes");
    }
    if (!schedule.value().isEmpty() && !interval.value().isZero()) {
      throw new CommandException("-schedule and -interval cannot be used together");
    }
    if (interval.value().isNegative() || retain.value() < 0) {
      throw new CommandException("-interval and -retain cannot be negative");
    }
  }

  private boolean repeated() {
    return !schedule.value().isEmpty() || !interval.value().isZero();
  }

  private Saver saver(
      List<SaveSettings.Destination> stores, KvSource source, AgentLog log, Terminal terminal)
      throws CommandException {
    var how =
        new SaveSettings(
            http.query(),
            folder(),
            stores,
            Math.toIntExact(Math.min(retain.value(), Integer.MAX_VALUE)),
            seal.key(terminal),
            true);
    return new Saver(source, how, SystemClock.INSTANCE, log, Progress.NONE);
  }

  private KvSource source(ConsulClient client) {
    return new KvSource(
        client, http.query(), prefix.value(), BackupNames.BY_TIME, KvFile.Shape.EXPORT);
  }

  private Path folder() {
    return Path.of(
        scratch.value().isEmpty() ? System.getProperty("java.io.tmpdir") : scratch.value());
  }

  private int once(ConsulClient client, List<SaveSettings.Destination> stores, Terminal terminal)
      throws CommandException {
    var source = source(client);
    var saver = saver(stores, source, new PrintedWarnings(terminal), terminal);
    try {
      var saved = saver.save(saver.newest(), Optional.empty(), () -> true);
      terminal
          .out()
          .print(
              "Backed up %d keys to %s\n"
                  .formatted(saved.details().inventory().count(), source.fileName(saved.id())));
      return 0;
    } catch (IOException failure) {
      throw new CommandException("Error making a backup: " + failure.getMessage());
    }
  }

  private int daemon(ConsulClient client, List<SaveSettings.Destination> stores, Terminal terminal)
      throws CommandException, IOException {
    var log = ConsoleLog.open(terminal, "info", Optional.empty());
    var how =
        new AgentSettings(
            when(),
            service.value(),
            lockKey.value(),
            MAX_FAILURES,
            DEREGISTER_AFTER,
            Query.NONE,
            AgentSettings.Timing.DEFAULT);
    var saver = saver(stores, source(client), log, terminal);
    return ForegroundAgent.run(client, how, saver, log);
  }

  private SnapshotSchedule when() throws IOException {
    return schedule.value().isEmpty()
        ? new SnapshotSchedule.Every(interval.value())
        : SnapshotSchedule.cron(
            schedule.value(),
            zone.value().isEmpty() ? ZoneId.systemDefault().getId() : zone.value());
  }
}
