package praetor.agent.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a program in the place of systemctl that answers as that does. */
@Timeout(30)
class OsServiceCheckIT {
  /** Source: systemctl(1), is-active: 0 for an active unit, 3 for others. */
  private static final String SYSTEMCTL =
      """
      #!/bin/sh
      [ "$1 $2" = "is-active --" ] || exit 9
      case $3 in
        ssh) echo active ;;
        starting) echo activating; exit 3 ;;
        hanging) exec sleep 60 ;;
        *) echo inactive; exit 3 ;;
      esac
      """;

  @TempDir Path folder;

  private CheckResult run(String systemctl, String unit) throws InterruptedException {
    var check = Checks.of("{'OSService': '" + unit + "', 'Interval': '1s', 'Timeout': '300ms'}");
    return new OsServiceCheck(systemctl).probe(check, 4_096).run();
  }

  private String program(String text) throws IOException {
    var file = Files.writeString(folder.resolve("systemctl"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"))
        .toString();
  }

  @Test
  void theStateOfTheUnitIsTheStatus() throws Exception {
    var systemctl = program(SYSTEMCTL);
    assertThat(run(systemctl, "ssh")).isEqualTo(CheckResult.passing("OS service ssh: active"));
    assertThat(run(systemctl, "starting"))
        .isEqualTo(CheckResult.warning("OS service starting: activating"));
    assertThat(run(systemctl, "nope")).isEqualTo(CheckResult.critical("OS service nope: inactive"));
    assertThat(run(systemctl, "-h")).isEqualTo(CheckResult.critical("OS service -h: inactive"));
  }

  @Test
  void aManagerThatDoesNotAnswerIsACriticalCheck() throws Exception {
    assertThat(run(program(SYSTEMCTL), "hanging"))
        .isEqualTo(CheckResult.critical("Timed out (300ms) running check"));
  }

  @Test
  void aManagerThatIsNotThereIsSaidInTheOutput() throws Exception {
    var systemctl =
        program("#!/bin/sh\necho 'System has not been booted with systemd' >&2; exit 1");
    assertThat(run(systemctl, "ssh"))
        .isEqualTo(CheckResult.critical("OS service ssh: System has not been booted with systemd"));
    var gone = run(folder.resolve("nope").toString(), "ssh");
    assertThat(gone.status()).isEqualTo("critical");
    assertThat(gone.output())
        .startsWith("OS service checks need systemd: ")
        .contains("No such file or directory");
  }
}
