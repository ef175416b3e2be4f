package praetor.cli.backup;

import java.util.List;
import praetor.cli.command.Arguments;
import praetor.cli.command.CommandException;

/** Rules about the arguments of these commands. */
final class BackupArguments {
  private BackupArguments() {}

  /** The one BACKUP of a command. */
  static String one(List<String> arguments) throws CommandException {
    Arguments.atMost(1, arguments);
    return first(arguments);
  }

  /** The BACKUP before whatever follows. */
  static String first(List<String> arguments) throws CommandException {
    if (arguments.isEmpty()) {
      throw new CommandException("Missing BACKUP argument");
    }
    return arguments.getFirst();
  }
}
