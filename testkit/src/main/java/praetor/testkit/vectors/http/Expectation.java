package praetor.testkit.vectors.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import praetor.testkit.vectors.JsonText;
import praetor.testkit.vectors.http.Content.Form;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** What a step says about its answer: status, headers, body and how long it takes. */
record Expectation(JsonNode expect, JsonNode elapsed) {
  private static final double MS_PER_SECOND = 1_000;

  static Expectation of(JsonNode step) {
    return new Expectation(step.path("expect"), step.path("elapsed"));
  }

  /** The differences of an answer; what its placeholders stand for is bound in the matcher. */
  List<String> differences(ValueMatcher matcher, HttpAnswer answer) {
    var out = new ArrayList<String>();
    if (expect.has("status")) {
      var status = IntNode.valueOf(answer.status());
      out.addAll(matcher.compare(expect.path("status"), status, "status", List.of()));
    }
    HttpAnswer.CONTRACT.forEach(name -> out.addAll(header(matcher, name, answer)));
    for (var form : Form.values()) {
      if (expect.has(form.field())) {
        out.addAll(body(matcher, form, answer));
      }
    }
    out.addAll(time(answer.elapsed()));
    return out;
  }

  private List<String> header(ValueMatcher matcher, String name, HttpAnswer answer) {
    var where = "header " + name;
    var wanted = Optional.ofNullable(expect.path("headers").get(name));
    var got = Optional.ofNullable(answer.headers().get(name)).map(StringNode::valueOf);
    if (wanted.isPresent() && got.isPresent()) {
      return matcher.compare(wanted.get(), got.get(), where, List.of());
    }
    return wanted
        .map(value -> List.of(where + ": missing, expected " + JsonText.show(value)))
        .or(() -> got.map(value -> List.of(where + ": unexpected " + JsonText.show(value))))
        .orElse(List.of());
  }

  private List<String> body(ValueMatcher matcher, Form form, HttpAnswer answer) {
    // Expected text means that the exact bytes count, of JSON as well.
    var asText =
        answer
            .text()
            .filter(_ -> form == Form.TEXT)
            .map(text -> new Content(Form.TEXT, StringNode.valueOf(text)));
    var content = asText.orElseGet(answer::content);
    var wanted = expect.path(form.field());
    return content.form() == form
        ? matcher.compare(wanted, content.value(), ValueMatcher.BODY, unordered())
        : List.of(
            "body: expected %s %s, got %s %s"
                .formatted(
                    form.field(),
                    JsonText.show(wanted),
                    content.form().field(),
                    JsonText.show(content.value())));
  }

  private List<Pattern> unordered() {
    return expect.path("unordered").values().stream()
        .map(pointer -> Pattern.compile(pointer.stringValue().replace("*", "[^/]+")))
        .toList();
  }

  private List<String> time(Duration took) {
    if (elapsed.isMissingNode()) {
      return List.of();
    }
    var low = elapsed.path(0).doubleValue();
    var high = elapsed.path(1).doubleValue();
    var seconds = took.toMillis() / MS_PER_SECOND;
    return low <= seconds && seconds <= high
        ? List.of()
        : List.of("took %.2f s, expected %s to %s s".formatted(seconds, low, high));
  }
}
