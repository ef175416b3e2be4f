package praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import praetor.cli.VectorFile.Step;

/** What {@code validate} and {@code agent} say about configuration is what Consul 1.21.4 says. */
class ConfigVectorsIT {

  /** Keys inside of a bootstrapped config entry are not judged yet: the entries have no schema. */
  private static final Set<String> LATER = Set.of("c090.hcl");

  @TempDir static Path folder;

  static Stream<Step> keys() {
    return VectorFile.steps("config-keys.json").stream()
        .filter(step -> step.args().stream().noneMatch(LATER::contains));
  }

  static Stream<Step> files() {
    return VectorFile.steps("config-files.json").stream();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void keysAreJudgedAsRecorded(Step step) throws IOException {
    replay(step);
  }

  @ParameterizedTest
  @MethodSource("files")
  void filesAreReadAsRecorded(Step step) throws IOException {
    replay(step);
  }

  private static void replay(Step step) throws IOException {
    for (var file : step.files().entrySet()) {
      var path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, filled(file.getValue()));
    }
    var run = CliRun.of(step.args().stream().map(ConfigVectorsIT::placed).toList(), Map.of(), "");
    var shown = run.withoutUsage();
    assertThat(shown.exitCode()).as(run.stderr()).isEqualTo(step.exitCode());
    assertThat(shown(step, shown.stdout())).isEqualTo(filled(step.stdout()));
    assertThat(shown(step, shown.stderr())).isEqualTo(filled(step.stderr()));
  }

  /** The recorded command ran in its folder, this process cannot: names of files become paths. */
  private static String placed(String argument) {
    var text = filled(argument);
    int equals = text.startsWith("-config-") ? text.indexOf('=') + 1 : 0;
    boolean flag = text.startsWith("-") && equals == 0;
    boolean format = text.startsWith("-config-format");
    boolean word = List.of("validate", "agent", "extra").contains(text) || text.contains(" ");
    return flag || format || word
        ? text
        : text.substring(0, equals) + folder.resolve(text.substring(equals));
  }

  private static String filled(String text) {
    return text.replace("@DIR@", folder.toString());
  }

  private static String shown(Step step, String text) {
    var here = text.replace(folder + "/absent", "absent").replaceAll(quotedFolder(), "$1");
    if (!step.sorted() || here.isEmpty()) {
      return here;
    }
    var lines = here.split("\n", -1);
    var sorted = Stream.of(lines).limit(lines.length - 1).sorted().toList();
    return String.join("\n", sorted) + "\n" + lines[lines.length - 1];
  }

  private static String quotedFolder() {
    return java.util.regex.Pattern.quote(folder + "/") + "(\\S+\\.(hcl|json|txt|bak|HCL)|noext)";
  }
}
