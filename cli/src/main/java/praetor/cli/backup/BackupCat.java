package praetor.cli.backup;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;
import praetor.cli.snapshot.SealFlags;
import praetor.snapshot.backup.BackupPlace;
import praetor.snapshot.backup.KvRecord;

/** {@code backup cat}: values of keys in a backup. */
public final class BackupCat implements Command {
  private final Flags flags = new Flags();
  private final SealFlags seal = new SealFlags(flags);
  private final BackupFlags where = new BackupFlags(flags);

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "backup cat [options] BACKUP KEY...";
  }

  @Override
  public String description() {
    return "Prints the values of keys in a backup as they are. Nothing is left on the disk.";
  }

  @Override
  public int run(List<String> words, Terminal terminal) throws CommandException, IOException {
    var arguments = where.arguments(words);
    var name = BackupArguments.first(arguments);
    var wanted = arguments.subList(1, arguments.size());
    if (wanted.isEmpty()) {
      throw new CommandException("Missing KEY argument");
    }
    try (var place = BackupPlace.open(name, terminal.environment())) {
      var values =
          place.read(seal.key(terminal)).records().stream()
              .collect(Collectors.toMap(KvRecord::key, KvRecord::value));
      for (var key : wanted) {
        if (!values.containsKey(key)) {
          throw new CommandException("Error! Not in the backup: " + key);
        }
        terminal.out().writeBytes(values.get(key).array());
      }
      return 0;
    }
  }
}
