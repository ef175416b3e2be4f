package praetor.cli;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import praetor.cli.command.CommandException;
import praetor.cli.command.FlagException;
import praetor.cli.command.Help;
import praetor.cli.command.Terminal;

/**
 * Finds and runs the command of a command line.
 *
 * <p>Source: exit codes of Consul 1.21.4: 127 for no or an unknown command, 1 for a group without a
 * known subcommand and for nearly every error, 0 for help that was asked for.
 */
final class Cli {

  private static final int UNKNOWN_COMMAND = 127;

  /** Commands of Consul that have nothing behind them here. */
  private static final Set<String> NOT_YET =
      Set.of(
          "acl",
          "config",
          "connect",
          "intention",
          "login",
          "logout",
          "peering",
          "resource",
          "troubleshoot");

  private final Terminal terminal;

  Cli(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs and returns the exit code; everything printed is flushed. */
  int run(List<String> words) {
    try {
      return dispatch(words);
    } finally {
      terminal.flush();
    }
  }

  private int dispatch(List<String> words) {
    var asked = Completion.asked(terminal);
    if (asked.isPresent()) {
      Completion.answers(asked.get()).forEach(word -> terminal.out().print(word + "\n"));
      return 0;
    }
    if (Completion.asksToInstall(words)) {
      return Completion.install(words, terminal);
    }
    if (!words.isEmpty() && isVersion(words.getFirst())) {
      return runCommand("version", List.of());
    }
    boolean help = asksForHelp(words);
    int depth = depth(words);
    if (depth == 0 && !words.isEmpty() && NOT_YET.contains(words.getFirst())) {
      terminal
          .err()
          .print(
              "The command \"" + words.getFirst() + "\" is not part of this version of Praetor.\n");
      return 1;
    }
    var name = String.join(" ", words.subList(0, depth));
    if (Commands.isGroup(name) || depth == 0) {
      return group(words, depth, help);
    }
    return help ? help(name) : runCommand(name, words.subList(depth, words.size()));
  }

  /** How many of the first words name a command or group. */
  private static int depth(List<String> words) {
    int depth = 0;
    while (depth < words.size()) {
      var name = String.join(" ", words.subList(0, depth + 1));
      if (Commands.create(name).isPresent()) {
        return depth + 1;
      }
      if (!Commands.isGroup(name)) {
        return depth;
      }
      depth++;
    }
    return depth;
  }

  private int group(List<String> words, int depth, boolean help) {
    var group = words.subList(0, depth);
    var usage = Help.ofGroup(group, Commands.below(String.join(" ", group)));
    boolean unknownTop = depth == 0 && !words.isEmpty() && !isHelp(words.getFirst());
    if (help && !unknownTop) {
      terminal.out().print(usage);
      return 0;
    }
    terminal.err().print(usage);
    return depth == 0 ? UNKNOWN_COMMAND : 1;
  }

  private int help(String name) {
    Commands.create(name).ifPresent(command -> terminal.out().print(Help.of(command)));
    return 0;
  }

  private int runCommand(String name, List<String> words) {
    var command = Commands.create(name).orElseThrow();
    try {
      return command.run(command.flags().parse(words), terminal);
    } catch (FlagException wrong) {
      return command.refused(wrong, terminal);
    } catch (CommandException failure) {
      terminal.err().print(failure.getMessage() + "\n");
      return 1;
    } catch (IOException failure) {
      terminal.err().print("Error: " + failure.getMessage() + "\n");
      return 1;
    }
  }

  /** Any word before {@code --}, as Consul's users are used to. */
  private static boolean asksForHelp(List<String> words) {
    return words.stream().takeWhile(word -> !word.equals("--")).anyMatch(Cli::isHelp);
  }

  private static boolean isHelp(String word) {
    return word.equals("-h") || word.equals("-help") || word.equals("--help");
  }

  private static boolean isVersion(String word) {
    return word.equals("-v") || word.equals("-version") || word.equals("--version");
  }
}
