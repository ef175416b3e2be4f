package praetor.cli.snapshot;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import praetor.cli.command.Arguments;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;

/** {@code snapshot grep}: where something stands in a snapshot. */
public final class SnapshotGrep implements Command {
  private final Flags flags = new Flags();
  private final SealFlags seal = new SealFlags(flags);
  private final Flag<Boolean> namesOnly = flags.bool("l", "Print names alone, not the lines.");
  private final Flag<Boolean> anyCase = flags.bool("i", "Take capital and small letters alike.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "snapshot grep [options] PATTERN FILE [PREFIX]";
  }

  @Override
  public String description() {
    return "Prints the lines of a snapshot that a regular expression finds, each behind its name:"
        + " lines of the values of keys, and other records as JSON. Exits with 1 when it finds"
        + " none.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    Arguments.atMost(3, arguments);
    if (arguments.isEmpty()) {
      throw new CommandException("Missing PATTERN argument");
    }
    var pattern = pattern(arguments.getFirst());
    var file =
        ArchiveFile.open(
            seal.source(
                ArchiveFile.nameOf(arguments.stream().skip(1).limit(1).toList()), terminal));
    var found = new AtomicBoolean();
    Entries.visit(
        file,
        Entries.argument(arguments, 2).orElse(""),
        entry -> {
          var lines = entry.text().lines().filter(pattern.asPredicate()).toList();
          if (lines.isEmpty() && !pattern.matcher(entry.name()).find()) {
            return;
          }
          found.set(true);
          if (namesOnly.value() || lines.isEmpty()) {
            terminal.out().print(entry.name() + "\n");
          } else {
            lines.forEach(line -> terminal.out().print(entry.name() + ": " + line + "\n"));
          }
        });
    return found.get() ? 0 : 1;
  }

  private Pattern pattern(String text) throws CommandException {
    try {
      return Pattern.compile(text, anyCase.value() ? Pattern.CASE_INSENSITIVE : 0);
    } catch (PatternSyntaxException wrong) {
      throw new CommandException("Error! Invalid PATTERN: " + wrong.getDescription());
    }
  }
}
