package praetor.testkit.vectors.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import praetor.testkit.vectors.Regexes;
import tools.jackson.databind.JsonNode;

/**
 * Replaces what varies in a command's output by placeholders, so that the rest can be compared
 * exactly.
 *
 * <p>Source: {@code praetor/vectors/cli/README.md}.
 */
record Normaliser(Places places) {
  private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
  private static final Pattern USAGE =
      Regexes.compile("^Usage:.*\\z", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern BLANKS = Regexes.compile("[ \\t]{2,}");
  private static final Pattern BLANKS_AT_END = Regexes.compile("[ \\t]+$", Pattern.MULTILINE);
  private static final Pattern DASHES = Regexes.compile("-{4,}");

  /** Applied in this order. */
  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:?\\d\\d)",
              "@TIME@"),
          Rule.of(
              "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)? [+-]\\d{4} [A-Z]+"
                  + "( m=[+-][\\d.]+)?",
              "@TIME@"),
          Rule.of(UUID, "@UUID@"),
          Rule.of("1\\.21\\.4[-+a-z0-9]*", "@VERSION@"),
          Rule.of("((?:Create|Modify|Lock) ?Index\"?:? *)\\d+", "\\1@N@"),
          Rule.of("(reset index: |\\.unverified\\.tmp)\\d+", "\\1@N@"),
          Rule.of("[0-9a-f]{2}(:[0-9a-f]{2}){15,}", "@FINGERPRINT@"));

  private record Rule(Pattern pattern, String replacement) {
    static Rule of(String regex, String replacement) {
      return new Rule(Regexes.compile(regex), Regexes.replacement(replacement));
    }

    String apply(String text) {
      return pattern.matcher(text).replaceAll(replacement);
    }
  }

  /** An output with the options of its step. */
  String normalise(String text, JsonNode step) {
    var out = places.abstracted(text);
    if (!isSet(step, "keep_usage")) {
      out = USAGE.matcher(out).replaceAll("@USAGE@");
    }
    for (var rule : rules(step)) {
      out = rule.apply(out);
    }
    out = isSet(step, "squeeze") ? squeezed(out) : out;
    return isSet(step, "sort") ? sorted(out) : out;
  }

  private static boolean isSet(JsonNode step, String option) {
    return step.path(option).asBoolean(false);
  }

  private static List<Rule> rules(JsonNode step) {
    var rules = new ArrayList<>(RULES);
    for (var own : step.path("normalise").values()) {
      rules.add(Rule.of(own.path(0).stringValue(), own.path(1).stringValue()));
    }
    return rules;
  }

  /** The widths of columns do not count: blanks become two, rules of dashes three. */
  private static String squeezed(String text) {
    var blanks = BLANKS.matcher(text).replaceAll("  ");
    var ends = BLANKS_AT_END.matcher(blanks).replaceAll("");
    return DASHES.matcher(ends).replaceAll("---");
  }

  /** All lines in order, what follows the last newline at the end. */
  private static String sorted(String text) {
    var lines = text.split("\n", -1);
    Arrays.sort(lines, 0, lines.length - 1);
    return String.join("\n", lines);
  }

  /** A text in which only identifiers become placeholders. */
  static String withoutUuids(String text) {
    return text.replaceAll(UUID, "@UUID@");
  }
}
