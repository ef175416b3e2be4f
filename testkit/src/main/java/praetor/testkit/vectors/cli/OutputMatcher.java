package praetor.testkit.vectors.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import praetor.testkit.vectors.JsonText;
import praetor.testkit.vectors.Regexes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Compares what a command did with what its step expects. */
final class OutputMatcher {
  private OutputMatcher() {}

  /**
   * The differences between a step's expectation and what was got.
   *
   * @param got {@code rc}, {@code stdout}, {@code stderr} and, where asked for, {@code files}
   */
  static List<String> differences(JsonNode step, JsonNode got) {
    var expected = step.path("expect");
    var how = step.path("match").asString("exact");
    var out = new ArrayList<String>();
    if (!expected.path("rc").equals(got.path("rc"))) {
      out.add("exit code: expected " + expected.path("rc") + ", got " + got.path("rc"));
    }
    if (!expected.path("files").equals(got.path("files"))) {
      out.add("files: expected " + expected.path("files") + ", got " + got.path("files"));
    }
    for (var stream : List.of("stdout", "stderr")) {
      stream(expected.path(stream), got.path(stream), how)
          .map(difference -> stream + ": " + difference)
          .forEach(out::add);
    }
    return out;
  }

  private static Stream<String> stream(JsonNode expected, JsonNode got, String how) {
    if (expected.isObject() || got.isObject()) {
      return differs(!expected.equals(got), "expected " + expected + ", got " + got);
    }
    var text = got.stringValue();
    return switch (how) {
      case "exact" -> differs(!text(expected).equals(text), expectedAndGot(expected, got));
      case "contains" ->
          parts(expected)
              .filter(part -> !text.contains(part))
              .map(part -> "lacks " + quoted(part) + ", got " + quoted(text));
      case "regex" -> {
        var pattern = Regexes.compile(text(expected), Pattern.DOTALL);
        yield differs(
            !pattern.matcher(text).matches(), "no match: " + expectedAndGot(expected, got));
      }
      default -> throw new IllegalArgumentException("unknown match: " + how);
    };
  }

  private static Stream<String> differs(boolean differs, String message) {
    return Stream.of(message).filter(_ -> differs);
  }

  private static String expectedAndGot(JsonNode expected, JsonNode got) {
    return "expected " + quoted(text(expected)) + ", got " + quoted(text(got));
  }

  private static String quoted(String text) {
    return JsonText.spaced(StringNode.valueOf(text));
  }

  private static Stream<String> parts(JsonNode expected) {
    return expected.isArray()
        ? expected.values().stream().map(JsonNode::stringValue)
        : Stream.of(text(expected));
  }

  /** A text, or the lines of a list; nothing expected is an empty text. */
  private static String text(JsonNode value) {
    return value.isArray()
        ? value.values().stream().map(JsonNode::stringValue).collect(Collectors.joining("\n"))
        : value.asString("");
  }
}
