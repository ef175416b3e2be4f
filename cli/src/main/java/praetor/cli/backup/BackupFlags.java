package praetor.cli.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;

/** Where a backup is, as {@code backup create} was told it: instead of the argument BACKUP. */
final class BackupFlags {
  private final Flag<Optional<String>> destination;
  private final Flag<String> scope;

  BackupFlags(Flags flags) {
    destination = flags.maybeText("dest", "The place or file, instead of the argument BACKUP.");
    scope = scope(flags);
  }

  /** What backups hold. */
  static Flag<String> scope(Flags flags) {
    return flags.text("scope", "kv", "What is kept: kv, all keys and their values.");
  }

  static void check(Flag<String> scope) throws CommandException {
    if (!scope.value().equals("kv")) {
      throw new CommandException(
          "Unknown -scope "
              + scope.value()
              + ": \"kv\" keeps keys; \"praetor snapshot save\" keeps everything");
    }
  }

  /** The arguments, with BACKUP first wherever it stood. */
  List<String> arguments(List<String> given) throws CommandException {
    check(scope);
    var all = new ArrayList<String>();
    destination.value().ifPresent(all::add);
    all.addAll(given);
    return all;
  }
}
