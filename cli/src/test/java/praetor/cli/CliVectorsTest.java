package praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import praetor.cli.VectorFile.Step;

/** Unknown words, wrong flags and unreachable agents give the texts and codes of Consul 1.21.4. */
class CliVectorsTest {

  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z";

  /** Steps of commands that exist here; the others wait for their command. */
  static Stream<Step> steps() {
    var known = VectorFile.json("cli-flags.json").field("commands").fields(c -> c).keySet();
    return VectorFile.steps("global.json").stream()
        .filter(step -> commandOf(step.args(), known).map(CliVectorsTest::exists).orElse(true));
  }

  private static java.util.Optional<String> commandOf(
      List<String> words, java.util.Set<String> known) {
    return known.stream()
        .filter(command -> (String.join(" ", words) + " ").startsWith(command + " "))
        .max(java.util.Comparator.comparing(String::length));
  }

  private static boolean exists(String command) {
    return Commands.create(command).isPresent();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void answersAsRecorded(Step step) {
    Map<String, String> environment = new HashMap<>(step.env());
    environment.putIfAbsent("CONSUL_HTTP_ADDR", "127.0.0.1:1");
    environment.replaceAll((_, value) -> value.replace("@DIR@", "/nonexistent"));
    var run = CliRun.of(step.args(), environment, "").withoutUsage();
    assertThat(run.exitCode()).as(run.stderr()).isEqualTo(step.exitCode());
    assertThat(run.stdout()).isEqualTo(step.stdout());
    assertThat(run.stderr().replaceAll(TIME, "@TIME@"))
        .isEqualTo(step.stderr().replace("@DIR@", "/nonexistent"));
  }
}
