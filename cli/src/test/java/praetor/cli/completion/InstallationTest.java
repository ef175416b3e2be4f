package praetor.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

  private static final Path PROGRAM = Path.of("/opt/praetor");

  @TempDir Path home;

  private String text(String file) throws IOException {
    return Files.readString(home.resolve(file));
  }

  @Test
  void everyShellWithAStartFileLearnsToComplete() throws IOException {
    Files.writeString(home.resolve(".bashrc"), "x=1\n");
    Files.writeString(home.resolve(".profile"), "");
    Files.writeString(home.resolve(".zshrc"), "z\n");
    Files.createDirectories(home.resolve(".config/fish"));
    new Installation(home, PROGRAM).install();
    assertThat(text(".bashrc")).isEqualTo("x=1\n\ncomplete -C /opt/praetor praetor\n");
    assertThat(text(".profile")).isEmpty();
    assertThat(text(".zshrc"))
        .isEqualTo(
            "z\n\nautoload -U +X bashcompinit && bashcompinit\n"
                + "complete -o nospace -C /opt/praetor praetor\n");
    assertThat(text(".config/fish/completions/praetor.fish"))
        .contains("\n    /opt/praetor\nend\ncomplete -f -c praetor -a \"(__complete_praetor)\"\n");
  }

  @Test
  void uninstallingTakesOnlyItsOwnLine() throws IOException {
    Files.writeString(home.resolve(".bashrc"), "x=1\n");
    var installation = new Installation(home, PROGRAM);
    installation.install();
    Files.writeString(home.resolve(".bashrc"), text(".bashrc") + "last\n");
    installation.uninstall();
    assertThat(text(".bashrc")).isEqualTo("x=1\n\nlast\n");
  }

  @Test
  void aSecondInstallationSaysWhereTheFirstIs() throws IOException {
    Files.writeString(home.resolve(".bashrc"), "");
    var installation = new Installation(home, PROGRAM);
    installation.install();
    assertThatThrownBy(installation::install)
        .hasMessage("1 error occurred:\n\t* already installed in " + home + "/.bashrc\n\n");
  }

  @Test
  void withoutAnyShellNothingIsInstalled() {
    assertThatThrownBy(new Installation(home, PROGRAM)::install)
        .hasMessage("Did not find any shells to install");
  }
}
