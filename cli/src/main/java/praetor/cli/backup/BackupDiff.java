package praetor.cli.backup;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import praetor.cli.command.Arguments;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.cli.snapshot.SealFlags;
import praetor.snapshot.backup.BackupPlace;
import praetor.snapshot.backup.KvChanges;
import praetor.snapshot.backup.KvRecord;
import praetor.snapshot.backup.KvRestore;

/** {@code backup diff}: how two backups differ, or a backup and what there is. */
public final class BackupDiff implements Command {
  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags);
  private final SealFlags seal = new SealFlags(flags);
  private final BackupFlags where = new BackupFlags(flags);

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "backup diff [options] OLD [NEW]";
  }

  @Override
  public String description() {
    return "Names the keys that the new backup has beyond the old one (+), lacks (-) and has"
        + " changed (~). Without NEW, the old one is compared with the keys there are now. Exits"
        + " with 1 when something differs.";
  }

  @Override
  public int run(List<String> words, Terminal terminal) throws CommandException, IOException {
    var arguments = where.arguments(words);
    Arguments.atMost(2, arguments);
    var before = records(BackupArguments.first(arguments), terminal);
    var after =
        arguments.size() > 1
            ? records(arguments.get(1), terminal)
            : new KvRestore(http.connect(terminal), http.query()).present("");
    var changes = KvChanges.between(before, after);
    var lines = new TreeMap<String, String>();
    changes.added().forEach(key -> lines.put(key.key(), "+"));
    changes.removed().forEach(key -> lines.put(key.key(), "-"));
    changes.changed().forEach(key -> lines.put(key.key(), "~"));
    lines.forEach((key, sign) -> terminal.out().print(sign + " " + key + "\n"));
    return lines.isEmpty() ? 0 : 1;
  }

  private List<KvRecord> records(String name, Terminal terminal)
      throws CommandException, IOException {
    try (var place = BackupPlace.open(name, terminal.environment())) {
      return place.read(seal.key(terminal)).records();
    }
  }
}
