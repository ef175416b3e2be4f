package praetor.testkit.vectors.http;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import praetor.testkit.vectors.JsonText;
import praetor.testkit.vectors.Names;
import praetor.testkit.vectors.http.Placeholder.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Compares expected values with actual ones, exactly but for placeholders.
 *
 * <p>Types count, missing and extra fields differ, {@code null} is no empty list, and the order of
 * items counts unless their list is named as unordered. Differences come as sentences that begin
 * with the place. Owned by one replay of a scenario, whose bound placeholders it keeps.
 *
 * <p>Source: {@code praetor/vectors/http/README.md}.
 */
final class ValueMatcher {
  /** Places in a body begin with this; the patterns for unordered lists do not have it. */
  static final String BODY = "body";

  private final Names names;
  private final Bindings bindings = new Bindings();

  ValueMatcher(Names names) {
    this.names = names;
  }

  Bindings bindings() {
    return bindings;
  }

  /**
   * Compares two values and binds what the placeholders of a fitting one stand for.
   *
   * @param where the place for messages: a JSON pointer after a word
   * @param unordered pointers, with {@code *} for any name, to the lists whose order is free
   * @return the differences; empty when actual fits
   */
  List<String> compare(JsonNode expected, JsonNode actual, String where, List<Pattern> unordered) {
    if (expected.isString()) {
      return compareText(expected.stringValue(), actual, where);
    }
    if (expected.getNodeType() != actual.getNodeType()) {
      return differs(expected, actual, where);
    }
    if (expected.isObject()) {
      return compareObjects(expected, actual, where, unordered);
    }
    if (expected.isArray()) {
      return compareLists(expected, actual, where, unordered);
    }
    return isEqual(expected, actual) ? List.of() : differs(expected, actual, where);
  }

  private static boolean isEqual(JsonNode expected, JsonNode actual) {
    return expected.isNumber()
        ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
        : expected.equals(actual);
  }

  private static List<String> differs(JsonNode expected, JsonNode actual, String where) {
    return List.of(
        where + ": expected " + JsonText.show(expected) + ", got " + JsonText.show(actual));
  }

  private List<String> compareObjects(
      JsonNode expected, JsonNode actual, String where, List<Pattern> unordered) {
    var out = new ArrayList<String>();
    for (var field : expected.properties()) {
      if (!actual.has(field.getKey())) {
        out.add(
            where
                + "/"
                + field.getKey()
                + ": missing, expected "
                + JsonText.show(field.getValue()));
      }
    }
    for (var field : actual.properties()) {
      if (!expected.has(field.getKey())) {
        out.add(where + "/" + field.getKey() + ": unexpected " + JsonText.show(field.getValue()));
      }
    }
    for (var field : expected.properties()) {
      if (actual.has(field.getKey())) {
        var place = where + "/" + field.getKey();
        out.addAll(compare(field.getValue(), actual.get(field.getKey()), place, unordered));
      }
    }
    return out;
  }

  private List<String> compareLists(
      JsonNode expected, JsonNode actual, String where, List<Pattern> unordered) {
    if (expected.size() != actual.size()) {
      return List.of(
          "%s: expected %d items %s, got %d %s"
              .formatted(
                  where,
                  expected.size(),
                  JsonText.show(expected),
                  actual.size(),
                  JsonText.show(actual)));
    }
    return isUnordered(where, unordered)
        ? compareAnyOrder(expected, actual, where, unordered)
        : compareInOrder(expected, actual, where, unordered);
  }

  private static boolean isUnordered(String where, List<Pattern> unordered) {
    var pointer = where.startsWith(BODY) ? where.substring(BODY.length()) : where;
    var place = pointer.isEmpty() ? "/" : pointer;
    return unordered.stream().anyMatch(pattern -> pattern.matcher(place).matches());
  }

  private List<String> compareInOrder(
      JsonNode expected, JsonNode actual, String where, List<Pattern> unordered) {
    var out = new ArrayList<String>();
    for (int i = 0; i < expected.size(); i++) {
      out.addAll(compare(expected.get(i), actual.get(i), where + "/" + i, unordered));
    }
    return out;
  }

  /** Takes for each expected item the first remaining one that fits. */
  private List<String> compareAnyOrder(
      JsonNode expected, JsonNode actual, String where, List<Pattern> unordered) {
    var out = new ArrayList<String>();
    var rest = new ArrayList<>(actual.values());
    for (int i = 0; i < expected.size(); i++) {
      var item = expected.get(i);
      var place = where + "/" + i;
      var fitting =
          rest.stream().filter(candidate -> fits(item, candidate, where, unordered)).findFirst();
      fitting.ifPresentOrElse(
          rest::remove, () -> out.add(place + ": no item like " + JsonText.show(item)));
    }
    return out;
  }

  private boolean fits(JsonNode expected, JsonNode actual, String where, List<Pattern> unordered) {
    var before = bindings.snapshot();
    var fits = compare(expected, actual, where, unordered).isEmpty();
    if (!fits) {
      bindings.restore(before);
    }
    return fits;
  }

  private List<String> compareText(String expected, JsonNode actual, String where) {
    var whole = Placeholder.whole(expected);
    if (whole.isPresent()) {
      var differences = compareWhole(whole.get(), actual, where);
      if (differences.isPresent()) {
        return differences.get();
      }
    }
    return actual.isString()
        ? compareTexts(expected, actual.stringValue(), where)
        : List.of(
            where
                + ": expected "
                + JsonText.show(text(expected))
                + ", got "
                + JsonText.show(actual));
  }

  /** Compares a placeholder that is a value of its own; empty where only its text decides. */
  private Optional<List<String>> compareWhole(Placeholder hole, JsonNode actual, String where) {
    if (hole.kind() == Kind.ANY) {
      return Optional.of(List.of());
    }
    if (hole.kind().isNumeric() && actual.isNumber()) {
      return Optional.of(bindings.bind(hole, Bindings.Value.of(actual.decimalValue()), where));
    }
    if (hole.kind().isType()) {
      return Optional.of(
          hole.kind().isTypeOf(actual)
              ? List.of()
              : List.of(where + ": expected " + hole + ", got " + JsonText.show(actual)));
    }
    return Optional.empty();
  }

  private List<String> compareTexts(String expected, String actual, String where) {
    var template = Template.parse(names.insertInto(expected));
    var found = template.pattern().matcher(actual);
    if (!found.matches()) {
      return List.of(
          "%s: expected %s, got %s"
              .formatted(where, JsonText.show(text(expected)), JsonText.show(text(actual))));
    }
    var out = new ArrayList<String>();
    for (int i = 0; i < template.holes().size(); i++) {
      var hole = template.holes().get(i);
      out.addAll(bindings.bind(hole, value(hole, found.group(i + 1)), where));
    }
    return out;
  }

  private static Bindings.Value value(Placeholder hole, String text) {
    return hole.kind() == Kind.INDEX
        ? Bindings.Value.of(new BigDecimal(text))
        : new Bindings.Value.Text(text);
  }

  private static JsonNode text(String text) {
    return StringNode.valueOf(text);
  }

  /** An expected text as a pattern whose groups are its placeholders. */
  private record Template(Pattern pattern, List<Placeholder> holes) {
    static Template parse(String text) {
      var pattern = new StringBuilder();
      var holes = new ArrayList<Placeholder>();
      var match = Placeholder.SYNTAX.matcher(text);
      int at = 0;
      for (; match.find(); at = match.end()) {
        var hole = Placeholder.of(match.toMatchResult());
        pattern.append(Pattern.quote(text.substring(at, match.start())));
        pattern.append('(').append(hole.kind().pattern()).append(')');
        holes.add(hole);
      }
      pattern.append(Pattern.quote(text.substring(at)));
      return new Template(Pattern.compile(pattern.toString(), Pattern.UNIX_LINES), holes);
    }
  }
}
