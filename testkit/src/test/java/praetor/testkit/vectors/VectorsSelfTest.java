package praetor.testkit.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import praetor.testkit.vectors.cli.CliVectors;
import praetor.testkit.vectors.dns.DnsVectors;
import praetor.testkit.vectors.http.HttpVectors;
import tools.jackson.databind.JsonNode;

/** Every recording is found and read, and holds nothing that the replays would pass over. */
class VectorsSelfTest {
  private static final Set<String> SETUP =
      Set.of("method", "path", "body", "token", "status", "save", "repeat", "until", "to", "sleep");

  @Test
  void noRecordingIsMissing() {
    assertThat(VectorFiles.names("http")).hasSize(59);
    assertThat(HttpVectors.names(HttpVectors.PLAIN)).hasSize(53);
    assertThat(HttpVectors.names(HttpVectors.ACL)).hasSize(6);
    assertThat(VectorFiles.names("http/start")).containsExactly("acl", "plain");
    assertThat(DnsVectors.names()).hasSize(32);
    assertThat(CliVectors.names()).hasSize(22);
    assertThat(VectorFiles.names("cli/data")).containsExactly("cli-flags", "config-keys");
    assertThat(VectorFiles.text("filter/go-bexpr-cases.txt").lines()).hasSize(22);
  }

  @Test
  void noAnswerIsMissing() {
    assertThat(count("http", "steps", "expect")).isEqualTo(2_192);
    assertThat(count("dns", "questions", "expect")).isEqualTo(651);
    assertThat(count("cli", "steps", "expect")).isEqualTo(1_072);
  }

  private static long count(String folder, String list, String field) {
    return VectorFiles.names(folder).stream()
        .flatMap(name -> VectorFiles.read(folder, name).path(list).values().stream())
        .filter(item -> item.has(field))
        .count();
  }

  @Test
  void theFilesBesideTheRecordingsAreRead() {
    for (var name : List.of("cli-flags", "config-keys")) {
      assertThat(VectorFiles.read("cli/data", name).isEmpty()).isFalse();
    }
  }

  static List<String> http() {
    return VectorFiles.names("http");
  }

  @ParameterizedTest
  @MethodSource("http")
  void httpScenariosAreWholeAndKnown(String name) {
    var scenario = VectorFiles.read("http", name);
    assertThat(scenario.path("name").stringValue()).isEqualTo(name);
    assertKnown(scenario, Set.of("name", "about", "start", "steps"));
    var ids = new ArrayList<String>();
    for (var step : scenario.path("steps").values()) {
      assertKnown(
          step,
          Set.of(
              "id",
              "method",
              "path",
              "headers",
              "json",
              "text",
              "base64",
              "body_from",
              "save",
              "save_body",
              "background",
              "join",
              "sleep",
              "within",
              "elapsed",
              "until",
              "normalise",
              "loose_index",
              "exact",
              "body",
              "expect",
              "unordered"));
      assertKnown(
          step.path("expect"), Set.of("status", "headers", "json", "text", "base64", "unordered"));
      assertThat(step.has("path") || step.has("join") || step.has("sleep")).isTrue();
      ids.add(step.path("id").stringValue());
      step.path("expect")
          .path("unordered")
          .values()
          .forEach(p -> Pattern.compile(p.stringValue().replace("*", "[^/]+")));
    }
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(leftWaiting(scenario)).isEmpty();
  }

  /** Background steps that no later step joins: their answers would go unseen. */
  private static Set<String> leftWaiting(JsonNode scenario) {
    var waiting = new HashSet<String>();
    for (var step : scenario.path("steps").values()) {
      if (step.path("background").asBoolean(false)) {
        waiting.add(step.path("id").stringValue());
      }
      if (step.has("join")) {
        assertThat(waiting.remove(step.path("join").stringValue())).isTrue();
      }
    }
    return waiting;
  }

  static List<String> dns() {
    return DnsVectors.names();
  }

  @ParameterizedTest
  @MethodSource("dns")
  void dnsFilesAreWholeAndKnown(String name) {
    var file = VectorFiles.read("dns", name);
    assertKnown(
        file, Set.of("about", "start", "second", "recursors", "token", "setup", "questions"));
    file.path("setup").values().forEach(call -> assertKnown(call, SETUP));
    for (var question : file.path("questions").values()) {
      assertKnown(
          question,
          Set.of(
              "ask",
              "rd",
              "ad",
              "cd",
              "opcode",
              "edns",
              "do",
              "edns_version",
              "ecs",
              "raw",
              "transport",
              "any_order",
              "sample",
              "silent_ok",
              "note",
              "before",
              "expect",
              "expect_tcp",
              "asked_upstream"));
      assertThat(question.has("expect")).isTrue();
      assertAnswer(question.path("expect"));
      assertAnswer(question.path("expect_tcp"));
      assertThat(question.has("asked_upstream")).isEqualTo(file.has("recursors"));
    }
  }

  private static void assertAnswer(JsonNode answer) {
    assertKnown(
        answer,
        Set.of(
            "rcode",
            "flags",
            "opcode",
            "question",
            "edns",
            "silence",
            "answer",
            "authority",
            "additional"));
    for (var section : List.of("answer", "authority", "additional")) {
      var lines = answer.path(section);
      if (lines.isObject()) {
        assertKnown(lines, Set.of("shuffled", "count", "of", "each", "repeats"));
        assertThat(lines.has("shuffled") || lines.has("of") || lines.has("each")).isTrue();
        var _ = Regexes.compile(lines.path("each").asString(""));
      }
    }
  }

  static List<String> cli() {
    return CliVectors.names();
  }

  @ParameterizedTest
  @MethodSource("cli")
  void cliFilesAreWholeAndKnown(String name) {
    var file = VectorFiles.read("cli", name);
    assertKnown(file, Set.of("about", "start", "token", "setup", "steps"));
    file.path("setup").values().forEach(call -> assertKnown(call, SETUP));
    for (var step : file.path("steps").values()) {
      if (step.has("args")) {
        assertCommand(step);
      } else {
        assertKnown(step, SETUP);
      }
    }
  }

  private static void assertCommand(JsonNode step) {
    assertKnown(
        step,
        Set.of(
            "args",
            "stdin",
            "env",
            "files",
            "chmod",
            "stop_after",
            "save",
            "normalise",
            "squeeze",
            "sort",
            "json_shape",
            "list_files",
            "match",
            "keep_usage",
            "expect"));
    assertKnown(step.path("expect"), Set.of("rc", "stdout", "stderr", "files"));
    assertThat(step.path("expect").has("rc")).isTrue();
    assertThat(Set.of("exact", "contains", "regex")).contains(step.path("match").asString("exact"));
    for (var rule : step.path("normalise").values()) {
      var pattern = Regexes.compile(rule.path(0).stringValue());
      assertThat(pattern.matcher("").replaceAll(Regexes.replacement(rule.path(1).stringValue())))
          .isNotNull();
    }
    step.path("save").properties().forEach(save -> Regexes.compile(save.getValue().stringValue()));
  }

  private static void assertKnown(JsonNode object, Set<String> fields) {
    var names = new HashSet<>(object.propertyNames());
    assertThat(fields).as("fields of %s", object).containsAll(names);
  }
}
