package praetor.cli.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import praetor.cli.command.Arguments;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.cli.snapshot.SealFlags;
import praetor.client.ConsulClient;
import praetor.client.Query;
import praetor.model.SystemClock;
import praetor.snapshot.AgentLog;
import praetor.snapshot.Progress;
import praetor.snapshot.SaveSettings;
import praetor.snapshot.Saver;
import praetor.snapshot.SnapshotId;
import praetor.snapshot.backup.BackupNames;
import praetor.snapshot.backup.BackupPlace;
import praetor.snapshot.backup.KvFile;
import praetor.snapshot.backup.KvRestore;
import praetor.snapshot.backup.KvSource;
import praetor.snapshot.storage.Location;
import praetor.snapshot.storage.Reasons;
import praetor.snapshot.storage.SnapshotStore;
import praetor.snapshot.storage.StoredObject;
import praetor.snapshot.storage.Stores;

/**
 * {@code consul-backup}: makes or restores one backup of all keys, told by environment variables
 * alone, as an image of a container is.
 *
 * <p>Source: README and behaviour of adsabs/consul-backup 1.0.8: the variables, the names of files,
 * the log's place and exit code 2. Different on purpose: a backup never takes the place of another
 * one, a failed upload is a failure and keeps the local file, and {@code OVERWRITE=False} means no.
 */
public final class ConsulBackup implements Command {
  private static final int FAILED = 2;
  private static final Set<String> NO = Set.of("", "false", "0", "no");

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.client(flags);
  private final SealFlags seal = new SealFlags(flags);

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "consul-backup [options]";
  }

  @Override
  public String description() {
    return "Makes or restores a backup as variables say: ACTION (backup or restore), RESTORE_ID,"
        + " OVERWRITE, S3_BACKUP_FOLDER, CONSUL_HOST, CONSUL_PORT, BACKUP_FILE, VERSION, TMP_DIR."
        + " Files are called BACKUP_FILE.VERSION.json; the log is TMP_DIR/consul_backup.log.";
  }

  /** The variables; one without content is as if it were not there. */
  private record Variables(Map<String, String> all) {
    Optional<String> find(String name) {
      return Optional.ofNullable(all.get(name)).filter(value -> !value.isEmpty());
    }

    String or(String name, String otherwise) {
      return find(name).orElse(otherwise);
    }

    Path folder() {
      return Path.of(find("TMP_DIR").orElseGet(() -> or("TMD_DIR", "/tmp")));
    }

    String stem() {
      return or("BACKUP_FILE", "adsabs_consul_kv");
    }

    boolean overwrites() {
      return !NO.contains(or("OVERWRITE", "").toLowerCase(Locale.ROOT));
    }

    /** A bucket's name, with a prefix maybe; or any location. */
    Location place() throws CommandException, IOException {
      var folder =
          find("S3_BACKUP_FOLDER")
              .orElseThrow(
                  () -> new CommandException("No S3 backup folder was specified! Exiting..."));
      boolean isLocation = folder.contains("://") || folder.startsWith("/");
      return Location.parse(isLocation ? folder : "s3://" + folder, all);
    }

    /** The environment of a client that asks the host and port that were given. */
    Map<String, String> forClient() {
      if (find("CONSUL_HOST").isEmpty() && find("CONSUL_PORT").isEmpty()) {
        return all;
      }
      var more = new HashMap<>(all);
      var host = or("CONSUL_HOST", "localhost");
      more.put(
          "PRAETOR_HTTP_ADDR",
          (host.contains(":") ? "[" + host + "]" : host) + ":" + or("CONSUL_PORT", "8500"));
      return Map.copyOf(more);
    }
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException, IOException {
    Arguments.atMost(0, arguments);
    var variables = new Variables(terminal.environment());
    var log = BackupLog.open(variables.folder(), terminal);
    try {
      act(variables, log, terminal);
      return 0;
    } catch (CommandException refused) {
      log.error(refused.getMessage());
    } catch (IOException failure) {
      log.error(Reasons.of(failure));
    }
    return FAILED;
  }

  private void act(Variables variables, AgentLog log, Terminal terminal)
      throws CommandException, IOException {
    var action = variables.or("ACTION", "backup");
    switch (action) {
      case "backup" -> backup(variables, log, terminal);
      case "restore" -> restore(variables, log, terminal);
      default -> throw new CommandException("Unknown action: \"" + action + "\"");
    }
  }

  private ConsulClient connect(Variables variables, Terminal terminal) throws CommandException {
    return http.connect(
        new Terminal(terminal.in(), terminal.out(), terminal.err(), variables.forClient()));
  }

  private void backup(Variables variables, AgentLog log, Terminal terminal)
      throws CommandException, IOException {
    var version = variables.or("VERSION", LocalDate.now(ZoneId.systemDefault()).toString());
    try (var store = Stores.open(variables.place())) {
      var name = name(variables.stem() + "." + version, store, variables.folder(), log);
      var source =
          new KvSource(connect(variables, terminal), Query.NONE, "", name, KvFile.Shape.API);
      var how =
          new SaveSettings(
              Query.NONE,
              variables.folder(),
              List.of(new SaveSettings.Destination(store, Optional.empty())),
              0,
              seal.key(terminal),
              true);
      var saved =
          new Saver(source, how, SystemClock.INSTANCE, log, Progress.NONE)
              .save(Optional.empty(), Optional.empty(), () -> true);
      log.info(
          "Backup of %d keys was written to: %s in %s"
              .formatted(saved.details().inventory().count(), name.name(), store.description()));
    }
  }

  /** A name that nothing has; one with the time in it where nobody may see what there is. */
  private static BackupNames.Fixed name(
      String stem, SnapshotStore store, Path folder, AgentLog log) {
    try {
      return BackupNames.Fixed.free(stem, taken(store, folder));
    } catch (IOException unseen) {
      log.warn("Failed to list the backups there are: " + Reasons.of(unseen));
      var id = SnapshotId.next(SystemClock.INSTANCE.now(), Optional.empty());
      return new BackupNames.Fixed(stem + "-" + id + BackupNames.SUFFIX);
    }
  }

  /** Names that must not be used: of what is stored, and of what an earlier run has kept. */
  private static Set<String> taken(SnapshotStore store, Path folder) throws IOException {
    var taken = new HashSet<String>();
    store.list().stream().map(StoredObject::name).forEach(taken::add);
    try (var kept = Stores.open(Location.folder(folder.toString(), Map.of()))) {
      kept.list().stream().map(StoredObject::name).forEach(taken::add);
    }
    return taken;
  }

  private void restore(Variables variables, AgentLog log, Terminal terminal)
      throws CommandException, IOException {
    var location = variables.place();
    var id =
        variables
            .find("RESTORE_ID")
            .orElseThrow(
                () -> new CommandException("Restore was requested, but no RESTORE_ID was set!"));
    var file = variables.stem() + "." + id + BackupNames.SUFFIX;
    try (var place = BackupPlace.file(location, file)) {
      var backup = place.read(seal.key(terminal));
      var result =
          new KvRestore(connect(variables, terminal), Query.NONE)
              .restore(backup.records(), variables.overwrites());
      log.info(
          "Restored %d keys from %s; %d kept, %d equal"
              .formatted(result.written().size(), file, result.kept().size(), result.equal()));
    }
  }
}
