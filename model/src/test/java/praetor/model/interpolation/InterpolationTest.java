package praetor.model.interpolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;

final class InterpolationTest {
  private static final long SEED = 4711;

  // The template t- with the expression ^t-(a*)-(b*)$, asked for by its own name and by another.
  private static final Scope OWN_NAME =
      new Scope(
          Map.of("name.full", "t-", "name.prefix", "t-", "name.suffix", "", "agent.segment", ""),
          Map.of("match", _ -> ""));
  private static final Scope OTHER_NAME =
      new Scope(
          Map.of(
              "name.full",
              "t-aa-bb",
              "name.prefix",
              "t-",
              "name.suffix",
              "aa-bb",
              "agent.segment",
              ""),
          Map.of("match", InterpolationTest::group));

  private static String group(long number) {
    return number >= 0 && number < 3 ? List.of("t-aa-bb", "aa", "bb").get((int) number) : "";
  }

  @Test
  void everyRecordedTextComesToWhatConsulMadeOfIt() throws Exception {
    List<String> differences = new ArrayList<>();
    int count = 0;
    for (var line : resource().lines().toList()) {
      var members = ((JsonValue.Obj) JsonReader.read(line)).members();
      var text = text(members.get("text"));
      var wanted = text(members.getOrDefault("value", members.get("error")));
      var given = answer(text);
      if (!given.equals(wanted)) {
        differences.add(text + "\n  wanted " + wanted + "\n  given  " + given);
      }
      count++;
    }
    assertThat(differences).isEmpty();
    assertThat(count).isGreaterThan(300);
  }

  /** As Consul does it: tried with the template's own name, then evaluated for the other. */
  private static String answer(String text) {
    try {
      var read = Interpolation.parse(text);
      read.evaluate(OWN_NAME);
      return read.evaluate(OTHER_NAME);
    } catch (InterpolationException e) {
      return e.getMessage();
    }
  }

  private static String text(JsonValue value) {
    return value instanceof JsonValue.Str(var text) ? text : "";
  }

  private static String resource() throws IOException {
    try (var in = InterpolationTest.class.getResourceAsStream("cases.jsonl")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void textBecomesANumberWhereOneIsNeeded() throws InterpolationException {
    assertThat(value("${\"1\" + 2}")).isEqualTo("3");
    assertThat(value("${match(\"1\")}")).isEqualTo("aa");
    assertThat(value("${5 % \"3\"}")).isEqualTo("2");
    assertThat(value("${true ? \"1\" : 2}")).isEqualTo("1");
  }

  @Test
  void whatNestsTooDeeplyIsRefused() {
    for (var text :
        List.of(
            "${" + "(".repeat(100_000),
            "${" + "-".repeat(100_000) + "1}",
            "${1" + "+1".repeat(100_000) + "}",
            "${\"".repeat(100_000),
            "${" + "true ? 1 : ".repeat(100_000) + "1}")) {
      assertThatThrownBy(() -> Interpolation.parse(text))
          .isInstanceOf(InterpolationException.class)
          .hasMessageContaining("expression is too large");
    }
  }

  @Test
  void anyTextIsEvaluatedOrRefused() {
    var random = new Random(SEED);
    var pieces =
        List.of(
            "${",
            "}",
            "\"",
            "$",
            "\\",
            "1",
            "1.5",
            "true",
            "name.full",
            "match",
            "(",
            ")",
            "+",
            "-",
            "==",
            "?",
            ":",
            " ",
            "a",
            "é",
            "%",
            "/",
            "!",
            "&&",
            ",",
            "[",
            "]",
            "0");
    for (int i = 0; i < 100_000; i++) {
      var text = new StringBuilder();
      for (int left = random.nextInt(12); left >= 0; left--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      assertThat(answer(text.toString())).as("seed %d, %s", SEED, text).isNotNull();
    }
  }

  private static String value(String text) throws InterpolationException {
    return Interpolation.parse(text).evaluate(OTHER_NAME);
  }
}
