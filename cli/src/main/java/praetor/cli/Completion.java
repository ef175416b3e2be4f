package praetor.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import praetor.cli.command.Terminal;
import praetor.cli.completion.Installation;

/**
 * Completion for shells: answers a half-typed line, and installs itself.
 *
 * <p>Source: the variables of bash's {@code complete -C}; answers of Consul 1.21.4, which completes
 * words of commands and, before the first, these flags.
 */
final class Completion {

  private static final String INSTALL = "-autocomplete-install";
  private static final String UNINSTALL = "-autocomplete-uninstall";
  private static final List<String> TOP_FLAGS = List.of("-help", "-version", INSTALL, UNINSTALL);

  private Completion() {}

  /** The line that a shell asks about, cut at its cursor; empty when none asks. */
  static Optional<String> asked(Terminal terminal) {
    var line = terminal.environment().getOrDefault("COMP_LINE", "");
    var point = terminal.environment().getOrDefault("COMP_POINT", "");
    if (line.isEmpty()) {
      return Optional.empty();
    }
    int end = point.matches("\\d{1,9}") ? Integer.parseInt(point) : line.length();
    return Optional.of(line.substring(0, Math.min(end, line.length())));
  }

  /** What the word under the cursor may become. */
  static List<String> answers(String line) {
    var words = new ArrayList<>(Arrays.asList(line.strip().split("\\s+", -1)));
    if (line.endsWith(" ") || line.endsWith("\t")) {
      words.add("");
    }
    if (words.size() < 2) {
      return List.of();
    }
    var here = command(words.subList(1, words.size() - 1));
    var choices = new ArrayList<>(Commands.below(here).keySet());
    if (here.isEmpty()) {
      choices.addAll(TOP_FLAGS);
    }
    var begun = words.getLast();
    boolean flag = begun.startsWith("-");
    choices.removeIf(choice -> !choice.startsWith(begun) || choice.startsWith("-") != flag);
    return choices;
  }

  /** The group or command that the words lead to; unknown words change nothing. */
  private static String command(List<String> words) {
    var here = "";
    for (var word : words) {
      var next = here.isEmpty() ? word : here + " " + word;
      if (Commands.isGroup(next) || Commands.create(next).isPresent()) {
        here = next;
      }
    }
    return here;
  }

  /** Whether a command line asks to install or uninstall. */
  static boolean asksToInstall(List<String> words) {
    return has(words, INSTALL) || has(words, UNINSTALL);
  }

  private static boolean has(List<String> words, String flag) {
    return words.stream()
        .takeWhile(word -> !word.equals("--"))
        .anyMatch(word -> word.equals(flag) || word.equals("-" + flag));
  }

  /**
   * Installs or uninstalls.
   *
   * @return the exit code
   */
  static int install(List<String> words, Terminal terminal) {
    boolean install = has(words, INSTALL);
    if (install && has(words, UNINSTALL)) {
      return failed(
          "Either the autocomplete install or uninstall flag may be specified, but not both.",
          terminal);
    }
    var launcher = System.getProperty("praetor.launcher", "");
    if (launcher.isEmpty()) {
      return failed("completion is installed through the launcher praetor only", terminal);
    }
    var home = Path.of(System.getProperty("user.home", "."));
    var installation = new Installation(home, Path.of(launcher).toAbsolutePath().normalize());
    try {
      if (install) {
        installation.install();
      } else {
        installation.uninstall();
      }
      return 0;
    } catch (IOException failure) {
      return failed(String.valueOf(failure.getMessage()), terminal);
    }
  }

  private static int failed(String why, Terminal terminal) {
    terminal.err().print("Error executing CLI: " + why + "\n");
    return 1;
  }
}
