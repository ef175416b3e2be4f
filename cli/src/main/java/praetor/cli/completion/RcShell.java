package praetor.cli.completion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A shell with a start file: bash or zsh.
 *
 * @param needs lines that have to be there too, and stay when completion is removed
 * @param line what switches completion on
 */
record RcShell(Path place, List<String> needs, String line) implements Shell {

  RcShell {
    needs = List.copyOf(needs);
  }

  static RcShell bash(Path file, String name, Path program) {
    return new RcShell(file, List.of(), "complete -C " + program + " " + name);
  }

  static RcShell zsh(Path file, String name, Path program) {
    return new RcShell(
        file,
        List.of("autoload -U +X bashcompinit && bashcompinit"),
        "complete -o nospace -C " + program + " " + name);
  }

  @Override
  public boolean isInstalled() throws IOException {
    return Files.readAllLines(place).contains(line);
  }

  @Override
  public void install() throws IOException {
    var present = Files.readAllLines(place);
    var added = new ArrayList<>(needs);
    added.removeIf(present::contains);
    added.add(line);
    var text = "\n" + String.join("\n", added) + "\n";
    Files.writeString(place, text, StandardOpenOption.APPEND);
  }

  @Override
  public void uninstall() throws IOException {
    var kept = new ArrayList<>(Files.readAllLines(place));
    kept.removeIf(line::equals);
    Files.write(place, kept);
  }

  @Override
  public String alreadyInstalled() {
    return "already installed in " + place;
  }
}
