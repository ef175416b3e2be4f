package praetor.testkit.vectors.dns;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import praetor.testkit.vectors.Regexes;
import tools.jackson.databind.JsonNode;

/**
 * Compares an answer with what a recording expects. Source: {@code praetor/vectors/dns/README.md}.
 */
final class AnswerMatcher {
  private static final int STRANGERS_SHOWN = 3;

  private AnswerMatcher() {}

  /** The first difference, beginning with the field that has it; empty when the answer fits. */
  static Optional<String> difference(JsonNode expected, JsonNode got) {
    var names = new TreeSet<String>();
    names.addAll(expected.propertyNames());
    names.addAll(got.propertyNames());
    DnsMessage.SECTIONS.forEach(names::remove);
    var field =
        names.stream().filter(name -> !expected.path(name).equals(got.path(name))).findFirst();
    return field
        .map(n -> "%s: expected %s, got %s".formatted(n, expected.path(n), got.path(n)))
        .or(() -> sectionDifference(expected, got));
  }

  private static Optional<String> sectionDifference(JsonNode expected, JsonNode got) {
    return DnsMessage.SECTIONS.stream()
        .flatMap(
            name ->
                section(expected.path(name), lines(got.path(name))).stream()
                    .map(difference -> name + ": " + difference))
        .findFirst();
  }

  private static List<String> lines(JsonNode list) {
    return list.values().stream().map(JsonNode::stringValue).toList();
  }

  private static Optional<String> section(JsonNode expected, List<String> got) {
    if (!expected.isObject()) {
      var lines = lines(expected);
      return differs(!lines.equals(got), "expected in this order " + lines + ", got " + got);
    }
    if (expected.has("shuffled")) {
      var lines = lines(expected.path("shuffled")).stream().sorted().toList();
      boolean differs = !lines.equals(got.stream().sorted().toList());
      return differs(differs, "expected in any order " + lines + ", got " + got);
    }
    return choice(expected, got);
  }

  /** So many of some records, or so many that match a pattern. */
  private static Optional<String> choice(JsonNode expected, List<String> got) {
    var count = expected.path("count");
    int low = count.isArray() ? count.path(0).intValue() : count.intValue();
    int high = count.isArray() ? count.path(1).intValue() : count.intValue();
    if (got.size() < low || got.size() > high) {
      return Optional.of("expected " + count + " records, got " + got.size());
    }
    if (new HashSet<>(got).size() < got.size() && !expected.path("repeats").asBoolean(false)) {
      return Optional.of("a record occurs twice in " + got);
    }
    var strangers = got.stream().filter(known(expected).negate()).limit(STRANGERS_SHOWN).toList();
    return differs(!strangers.isEmpty(), "unexpected " + strangers);
  }

  private static Predicate<String> known(JsonNode expected) {
    return expected.has("of")
        ? new HashSet<>(lines(expected.path("of")))::contains
        : Regexes.compile(expected.path("each").stringValue()).asMatchPredicate();
  }

  private static Optional<String> differs(boolean differs, String message) {
    return Optional.of(message).filter(_ -> differs);
  }
}
