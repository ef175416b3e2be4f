package praetor.cli.completion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Switches completion on and off in every shell that the user has a start file for.
 *
 * <p>Source: files, lines and texts observed with Consul 1.21.4.
 */
public final class Installation {

  private static final String NAME = "praetor";

  /** Only the first of these that exists is used. */
  private static final List<String> BASH_FILES =
      List.of(".bashrc", ".bash_profile", ".bash_login", ".profile");

  private final List<Shell> shells;

  /**
   * Looks for shells.
   *
   * @param home the user's folder
   * @param program absolute path of the program
   */
  public Installation(Path home, Path program) {
    shells =
        Stream.of(bash(home, program), zsh(home, program), fish(home, program))
            .flatMap(s -> s)
            .toList();
  }

  private static Stream<Shell> bash(Path home, Path program) {
    return BASH_FILES.stream()
        .map(home::resolve)
        .filter(Files::isRegularFile)
        .limit(1)
        .map(file -> RcShell.bash(file, NAME, program));
  }

  private static Stream<Shell> zsh(Path home, Path program) {
    return Stream.of(home.resolve(".zshrc"))
        .filter(Files::isRegularFile)
        .map(file -> RcShell.zsh(file, NAME, program));
  }

  private static Stream<Shell> fish(Path home, Path program) {
    return Stream.of(home.resolve(".config/fish"))
        .filter(Files::isDirectory)
        .map(folder -> new Fish(folder, NAME, program));
  }

  /** Installs everywhere; the faults of single shells come together in one exception. */
  public void install() throws IOException {
    if (shells.isEmpty()) {
      throw new IOException("Did not find any shells to install");
    }
    var faults = new ArrayList<String>();
    for (var shell : shells) {
      if (shell.isInstalled()) {
        faults.add(shell.alreadyInstalled());
      } else {
        shell.install();
      }
    }
    throwAll(faults);
  }

  /** Takes back what {@link #install} did. */
  public void uninstall() throws IOException {
    if (shells.isEmpty()) {
      throw new IOException("Did not find any shells to uninstall");
    }
    var faults = new ArrayList<String>();
    for (var shell : shells) {
      if (shell.isInstalled()) {
        shell.uninstall();
      } else {
        faults.add("does not installed in " + shell.place());
      }
    }
    throwAll(faults);
  }

  private static void throwAll(List<String> faults) throws IOException {
    if (!faults.isEmpty()) {
      throw new IOException(
          "%d %s occurred:\n\t* %s\n\n"
              .formatted(
                  faults.size(),
                  faults.size() == 1 ? "error" : "errors",
                  String.join("\n\t* ", faults)));
    }
  }
}
