package praetor.cli.backup;

import java.io.IOException;
import java.util.List;
import praetor.cli.command.Arguments;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;
import praetor.cli.snapshot.SealFlags;
import praetor.snapshot.backup.BackupPlace;

/** {@code backup ls}: the backups of a place, or the keys of one. */
public final class BackupLs implements Command {
  private final Flags flags = new Flags();
  private final SealFlags seal = new SealFlags(flags);
  private final BackupFlags where = new BackupFlags(flags);
  private final Flag<Boolean> sizes = flags.bool("l", "Also print the size of each in bytes.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "backup ls [options] BACKUP [PREFIX]";
  }

  @Override
  public String description() {
    return "Lists the keys of a backup file, those that begin with a prefix when one is given; or"
        + " of a place the backups there, oldest first.";
  }

  @Override
  public int run(List<String> words, Terminal terminal) throws CommandException, IOException {
    var arguments = where.arguments(words);
    Arguments.atMost(2, arguments);
    try (var place = BackupPlace.open(BackupArguments.first(arguments), terminal.environment())) {
      if (!place.isOne() && arguments.size() == 1) {
        place.list().forEach(object -> print(object.size(), object.name(), terminal));
        return 0;
      }
      var prefix = arguments.size() > 1 ? arguments.get(1) : "";
      place.read(seal.key(terminal)).records().stream()
          .filter(key -> key.key().startsWith(prefix))
          .forEach(key -> print(key.value().length(), key.key(), terminal));
      return 0;
    }
  }

  private void print(long size, String name, Terminal terminal) {
    terminal.out().print(sizes.value() ? "%10d  %s\n".formatted(size, name) : name + "\n");
  }
}
