package praetor.cli.snapshot;

import java.util.List;
import praetor.cli.command.Arguments;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;

/** {@code snapshot ls}: the names of what is in a snapshot. */
public final class SnapshotLs implements Command {
  private final Flags flags = new Flags();
  private final SealFlags seal = new SealFlags(flags);
  private final Flag<Boolean> sizes = flags.bool("l", "Also print the size of each in bytes.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "snapshot ls [options] FILE [PREFIX]";
  }

  @Override
  public String description() {
    return "Lists what a snapshot holds: kv:KEY, node:NAME, service:NAME/NODE/ID, token:ACCESSOR and"
        + " so on; with a prefix, only names that begin like it, such as kv:app/ or index:.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    Arguments.atMost(2, arguments);
    var file =
        ArchiveFile.open(
            seal.source(ArchiveFile.nameOf(arguments.stream().limit(1).toList()), terminal));
    var out = terminal.out();
    Entries.visit(
        file,
        Entries.argument(arguments, 1).orElse(""),
        entry ->
            out.print(
                sizes.value()
                    ? "%10d  %s\n".formatted(entry.size(), entry.name())
                    : entry.name() + "\n"));
    return 0;
  }
}
