package praetor.cli.backup;

import java.io.IOException;
import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.cli.snapshot.SealFlags;
import praetor.snapshot.backup.BackupPlace;
import praetor.snapshot.backup.KvRestore;

/** {@code backup restore}: writes the keys of a backup. */
public final class BackupRestore implements Command {
  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags);
  private final SealFlags seal = new SealFlags(flags);
  private final BackupFlags where = new BackupFlags(flags);
  private final Flag<Boolean> overwrite =
      flags.bool("overwrite", "Also write keys that are there with another value.");
  private final Flag<String> prefix = flags.text("prefix", "Only keys that begin so.");
  private final Flag<Boolean> dryRun =
      flags.bool("dry-run", "Print what would be written and change nothing.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "backup restore [options] BACKUP";
  }

  @Override
  public String description() {
    return "Writes the keys of a backup that are not there; with -overwrite also those that are"
        + " there with another value. Keys that the backup lacks stay. BACKUP is a file or a place"
        + " of backups, whose newest is taken.";
  }

  @Override
  public int run(List<String> words, Terminal terminal) throws CommandException, IOException {
    var arguments = where.arguments(words);
    var name = BackupArguments.one(arguments);
    var restore = new KvRestore(http.connect(terminal), http.query());
    try (var place = BackupPlace.open(name, terminal.environment())) {
      var backup = place.read(seal.key(terminal));
      var records =
          backup.records().stream().filter(key -> key.key().startsWith(prefix.value())).toList();
      var result =
          dryRun.value()
              ? restore.plan(records, overwrite.value())
              : restore.restore(records, overwrite.value());
      tell(backup.name(), result, terminal);
      return 0;
    }
  }

  private void tell(String name, KvRestore.Result result, Terminal terminal) {
    var out = terminal.out();
    if (dryRun.value()) {
      result.written().forEach(key -> out.print("Would write: " + key.key() + "\n"));
    }
    result.kept().forEach(key -> out.print("Kept, as it is there already: " + key.key() + "\n"));
    out.print(
        "%s %d keys from %s; %d kept, %d equal\n"
            .formatted(
                dryRun.value() ? "Would restore" : "Restored",
                result.written().size(),
                name,
                result.kept().size(),
                result.equal()));
  }
}
