package praetor.cli.snapshot;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;

/** {@code snapshot cat}: values of keys, or other records as JSON. */
public final class SnapshotCat implements Command {
  private final Flags flags = new Flags();
  private final SealFlags seal = new SealFlags(flags);

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "snapshot cat [options] FILE NAME...";
  }

  @Override
  public String description() {
    return "Prints what is under names as \"snapshot ls\" shows them: of a key (kv:app/db) its value"
        + " as it is, of anything else a line of JSON.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    var file =
        ArchiveFile.open(
            seal.source(ArchiveFile.nameOf(arguments.stream().limit(1).toList()), terminal));
    Set<String> missing = new HashSet<>(arguments.subList(1, arguments.size()));
    if (missing.isEmpty()) {
      throw new CommandException("Missing NAME argument");
    }
    var wanted = Set.copyOf(missing);
    Entries.visit(
        file,
        wanted.size() == 1 ? arguments.get(1) : "",
        entry -> {
          if (wanted.contains(entry.name())) {
            missing.remove(entry.name());
            terminal.out().writeBytes(entry.content());
          }
        });
    if (!missing.isEmpty()) {
      throw new CommandException(
          "Error! Not in the snapshot: " + String.join(", ", missing.stream().sorted().toList()));
    }
    return 0;
  }
}
