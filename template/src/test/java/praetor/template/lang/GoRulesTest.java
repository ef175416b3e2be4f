package praetor.template.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules that generated templates found: each line of the table is a template and what
 * consul-template 0.42.1 makes of it, an error behind an exclamation mark; ␤ is a line break.
 */
class GoRulesTest {
  private static final Functions FUNCTIONS =
      TestFunctions.with(Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin")));

  private static Stream<String> rules() throws IOException {
    try (var in = GoRulesTest.class.getResourceAsStream("go-rules.txt")) {
      var table = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return table.lines().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aTemplateGivesWhatConsulTemplateGives(String rule) {
    int arrow = rule.lastIndexOf(" => ");
    var wanted = rule.substring(arrow + 4).replace('␤', '\n');
    assertThat(rendered(rule.substring(0, arrow)).strip()).isEqualTo(wanted.strip());
  }

  private static String rendered(String text) {
    try {
      var template = Template.parse(text, Template.Delimiters.DEFAULT, FUNCTIONS);
      return template.execute(
          new Template.Setting(FUNCTIONS, Template.MissingKey.ZERO), Values.NIL);
    } catch (TemplateException wrong) {
      return "!" + wrong.getMessage();
    }
  }
}
