package praetor.cli.command;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes usage texts. */
public final class Help {

  private static final int WIDTH = 76;
  private static final String PROGRAM = "praetor";

  private Help() {}

  /** Usage of a command: what it does and its flags. */
  public static String of(Command command) {
    var text = new StringBuilder("Usage: " + PROGRAM + " " + command.synopsis() + "\n\n");
    paragraph(text, "  ", command.description());
    if (!command.flags().all().isEmpty()) {
      text.append("\nOptions:\n");
      command.flags().all().forEach(flag -> flag(text, flag));
    }
    return text.toString();
  }

  /** Usage of a command as the end of an error text, which brings its own line end. */
  public static String usage(Command command) {
    return of(command).stripTrailing();
  }

  private static void flag(StringBuilder text, Flag<?> flag) {
    text.append("\n  -").append(flag.name());
    text.append(flag.isBool() ? "" : "=<" + flag.type() + ">").append('\n');
    paragraph(text, "     ", flag.help());
  }

  /**
   * Usage of a group or of the whole program.
   *
   * @param words of the group; empty for the program
   * @param subcommands names and what they do
   */
  public static String ofGroup(List<String> words, Map<String, String> subcommands) {
    var text = new StringBuilder("Usage: " + PROGRAM);
    text.append(
        words.isEmpty()
            ? " [--version] [--help] <command> [<args>]\n\nAvailable commands are:\n"
            : " " + String.join(" ", words) + " <subcommand> [options] [args]\n\nSubcommands:\n");
    int width = subcommands.keySet().stream().mapToInt(String::length).max().orElse(0);
    new TreeMap<>(subcommands)
        .forEach(
            (name, what) ->
                text.append("    ")
                    .append(name)
                    .append(" ".repeat(width - name.length() + 4))
                    .append(what)
                    .append('\n'));
    return text.toString();
  }

  private static void paragraph(StringBuilder text, String indent, String words) {
    int column = 0;
    for (var word : words.split("\\s+", -1)) {
      boolean first = column == 0;
      if (!first && column + 1 + word.length() > WIDTH) {
        text.append('\n');
        first = true;
        column = 0;
      }
      text.append(first ? indent : " ").append(word);
      column += word.length() + (first ? indent.length() : 1);
    }
    text.append('\n');
  }
}
