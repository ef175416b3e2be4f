package praetor.cli.snapshot;

import java.util.List;
import praetor.cli.command.Arguments;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;

/** {@code snapshot diff}: what differs between two snapshots. */
public final class SnapshotDiff implements Command {
  private final Flags flags = new Flags();
  private final SealFlags seal = new SealFlags(flags);

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "snapshot diff [options] OLD NEW [PREFIX]";
  }

  @Override
  public String description() {
    return "Names what the new snapshot has beyond the old one (+), lacks (-) and has changed (~);"
        + " indexes are left aside. Exits with 1 when something differs.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    Arguments.atMost(3, arguments);
    if (arguments.size() < 2) {
      throw new CommandException("Missing FILE argument");
    }
    var prefix = Entries.argument(arguments, 2).orElse("");
    var before = Contents.of(ArchiveFile.open(seal.source(arguments.get(0), terminal)), prefix);
    var after = Contents.of(ArchiveFile.open(seal.source(arguments.get(1), terminal)), prefix);
    var lines = before.changesTo(after);
    lines.forEach(line -> terminal.out().print(line + "\n"));
    return lines.isEmpty() ? 0 : 1;
  }
}
