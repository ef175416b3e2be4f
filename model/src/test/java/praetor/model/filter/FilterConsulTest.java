package praetor.model.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;

/** Replays what a real Consul 1.21.4 answered to filters, to the letter of its errors. */
final class FilterConsulTest {
  private final RecordedRows recorded;

  FilterConsulTest() throws DecodeException {
    recorded = RecordedRows.read();
  }

  @Test
  void answersEveryRecordedExpressionAsConsulDid() throws DecodeException {
    List<String> differences = new ArrayList<>();
    int count = 0;
    for (var line : RecordedRows.resource("cases.jsonl").lines().toList()) {
      var members = ((JsonValue.Obj) JsonReader.read(line)).members();
      var on = text(members.get("on"));
      var expression = text(members.get("filter"));
      var wanted = wanted(members);
      var given = answer(recorded.of(on), expression);
      if (!given.equals(wanted)) {
        differences.add(on + " " + expression + "\n  wanted " + wanted + "\n  given  " + given);
      }
      count++;
    }
    assertThat(differences).isEmpty();
    assertThat(count).isGreaterThan(800);
  }

  @Test
  void knowsEverySelectorThatConsulKnowsWithItsOperators() throws DecodeException {
    var operators =
        Map.of(
            "eq",
            "%s == \"1\"",
            "ne",
            "%s != \"1\"",
            "con",
            "%s contains \"1\"",
            "in",
            "\"1\" in %s",
            "mat",
            "%s matches \"1\"",
            "emp",
            "%s is empty");
    List<String> differences = new ArrayList<>();
    for (var line : RecordedRows.resource("selectors.txt").lines().toList()) {
      var words = List.of(line.split(" "));
      var invalid = words.size() > 2 && words.get(2).equals("INVALID");
      for (var operator : operators.entrySet()) {
        var expression = operator.getValue().formatted(words.get(1));
        var detail = answer(recorded.of(words.get(0)), expression);
        var given =
            detail.startsWith("Selector")
                ? "INVALID " + detail.split("\"")[1]
                : detail.startsWith("Invalid match operator") ? "no" : "yes";
        var wanted =
            invalid
                ? "INVALID " + words.get(3)
                : words.subList(2, words.size()).contains(operator.getKey()) ? "yes" : "no";
        if (!given.equals(wanted)) {
          differences.add(words.get(0) + " " + expression + ": " + given + ", not " + wanted);
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  private static String wanted(Map<String, JsonValue> members) {
    return members.get("rows") instanceof JsonValue.Arr(var rows)
        ? rows.stream().map(FilterConsulTest::text).toList().toString()
        : text(members.get("error"));
  }

  private static String answer(RecordedRows.Endpoint<?> endpoint, String expression) {
    try {
      return endpoint.keep(expression).toString();
    } catch (FilterException e) {
      return e.detail();
    }
  }

  private static String text(JsonValue value) {
    return ((JsonValue.Str) value).text();
  }
}
