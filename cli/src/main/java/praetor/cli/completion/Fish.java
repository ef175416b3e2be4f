package praetor.cli.completion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The shell fish, which reads a file for each program. */
record Fish(Path place, String name, Path program) implements Shell {

  @Override
  public boolean isInstalled() {
    return Files.exists(file());
  }

  @Override
  public void install() throws IOException {
    Files.createDirectories(file().resolveSibling(""));
    Files.writeString(
        file(),
        """

        function __complete_%1$s
            set -lx COMP_LINE (commandline -cp)
            test -z (commandline -ct)
            and set COMP_LINE "$COMP_LINE "
            %2$s
        end
        complete -f -c %1$s -a "(__complete_%1$s)"

        """
            .formatted(name, program));
  }

  @Override
  public void uninstall() throws IOException {
    Files.delete(file());
  }

  @Override
  public String alreadyInstalled() {
    return "already installed at " + file();
  }

  private Path file() {
    return place.resolve("completions").resolve(name + ".fish");
  }
}
