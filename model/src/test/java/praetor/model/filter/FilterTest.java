package praetor.model.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static praetor.model.codec.Codecs.FLOAT64;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.TEXT;
import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.optional;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.model.Bytes;
import praetor.model.CheckServiceNode;
import praetor.model.Node;
import praetor.model.Weights;
import praetor.model.codec.Shape;

final class FilterTest {
  record Row(
      Bytes key,
      long index,
      double load,
      List<Integer> ports,
      Optional<Weights> weights,
      Optional<String> note) {
    static final Shape<Row> SHAPE =
        Shape.<Row>of("test.Row")
            .field("Key", TEXT, Row::key)
            .uint64("Index", Row::index)
            .field("Load", FLOAT64, Row::load)
            .field("Ports", list(INT), Row::ports)
            .field("Weights", optional(Weights.SHAPE), Row::weights)
            .field("Note", optional(STRING), Row::note)
            .unfiltered("Note")
            .build(v -> new Row(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
  }

  private static final Row ROW =
      new Row(
          Bytes.utf8("web/1"),
          -1,
          0.5,
          List.of(80, 443),
          Optional.of(new Weights(3, 1)),
          Optional.of("x"));
  private static final Row BARE =
      new Row(Bytes.EMPTY, 0, 0, List.of(), Optional.empty(), Optional.empty());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Key == \"web/1\"",
        "Key matches `^web/\\d$`",
        "\"web\" in Key",
        "Index == 18446744073709551615",
        "Index == \"0xffffffffffffffff\"",
        "Index != 1",
        "Load == 0.5",
        "Load == \"5e-1\"",
        "Load != 1",
        "80 in Ports",
        "Ports contains \"0x50\"",
        "81 not in Ports",
        "Ports is not empty",
        "Weights.Passing == 3",
        "Weights.Warning != 3"
      })
  void looksIntoValuesOfEveryForm(String expression) throws FilterException {
    assertThat(Filter.parse(expression, Row.SHAPE).matches(ROW)).isTrue();
    assertThat(Filter.parse("not " + expression, Row.SHAPE).matches(ROW)).isFalse();
  }

  @Test
  void takesAnAbsentRecordForOneThatEqualsNothing() throws FilterException {
    assertThat(Filter.parse("Weights.Passing == 0", Row.SHAPE).matches(BARE)).isFalse();
    assertThat(Filter.parse("Weights.Passing != 0", Row.SHAPE).matches(BARE)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Index == -1|ParseUint: parsing \"-1\": invalid syntax",
        "Index == 18446744073709551616|ParseUint: parsing \"18446744073709551616\": value out of"
            + " range",
        "Load == x|ParseFloat: parsing \"x\": invalid syntax",
        "Load == \"1e999\"|ParseFloat: parsing \"1e999\": value out of range",
        "x in Ports|ParseInt: parsing \"x\": invalid syntax",
      })
  void refusesValuesOfAnotherType(String expression, String error) {
    assertThatThrownBy(() -> Filter.parse(expression, Row.SHAPE))
        .isInstanceOf(FilterException.class)
        .hasMessageStartingWith(
            "Failed to create boolean expression evaluator: Failed to coerce value ")
        .hasMessageEndingWith("strconv." + error);
  }

  @Test
  void hidesFieldsThatAreNotForFilters() {
    assertThatThrownBy(() -> Filter.parse("Note == x", Row.SHAPE))
        .hasMessageEndingWith("Selector \"Note\" is not valid");
  }

  @Test
  void tellsMistakesOfSyntaxFromThoseOfMeaning() {
    assertThat(refused("Node ==").kind()).isEqualTo(FilterException.Kind.SYNTAX);
    assertThat(refused("Nope == 1").kind()).isEqualTo(FilterException.Kind.MEANING);
    assertThat(refused("Nope == 1").detail()).isEqualTo("Selector \"Nope\" is not valid");
    assertThat(refused("Nope == 1"))
        .hasMessage(
            "Failed to create boolean expression evaluator: Selector \"Nope\" is not valid");
    assertThat(refused("").detail()).startsWith("1:1 (0): no match found, expected: \"(\"");
  }

  @Test
  void takesTimeLinearInTheTextAndLittleStack() {
    within(() -> Filter.parse("(".repeat(150) + "Node==n" + ")".repeat(150), Node.SHAPE));
    within(() -> refused("(".repeat(200_000)));
    within(() -> refused("not (".repeat(40_000)));
    within(() -> refused("not ".repeat(40_000)));
    within(() -> Filter.parse("not ".repeat(40_000) + "Node==n", Node.SHAPE));
    within(() -> Filter.parse("Node==n" + " and Node==n".repeat(20_000), Node.SHAPE));
    within(() -> refused("Node==n" + " or Node==\"\\q\"".repeat(20_000)));
    within(() -> refused("Node" + ".a".repeat(40_000)));
    within(() -> refused("Node" + "[\"a\"]".repeat(40_000)));
    within(() -> refused("Node==\"" + "a".repeat(200_000)));
    within(() -> refused(" ".repeat(200_000)));
    within(() -> refused("Node" + " ".repeat(20_000)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((((x{99}){99}){99}){99})",
        "(((((x+){9})*){99}){9}){9}",
        "x{1001}",
        "(x{100}){11}",
        "(?:(?:x{30}){30}){30}",
        "((x{2,1000}){3})",
      })
  void refusesRegularExpressionsThatGrow(String regex) {
    within(
        () ->
            assertThatThrownBy(() -> Filter.parse("Node matches `" + regex + "`", Node.SHAPE))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("error parsing regexp: invalid repeat count: `{"));
  }

  @Test
  void refusesRegularExpressionsTooLargeOrTooDeep() {
    var large = "Node matches `" + "x{1000}".repeat(1_000) + "`";
    within(
        () ->
            assertThatThrownBy(() -> Filter.parse(large, Node.SHAPE))
                .hasMessageContaining("expression too large"));
    var deep = "Node matches `" + "(".repeat(20_000) + ")".repeat(100_000) + "`";
    within(
        () ->
            assertThatThrownBy(() -> Filter.parse(deep, Node.SHAPE))
                .hasMessageContaining("expression nests too deeply"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(x{10}){100}",
        "x{1000}",
        "[(x{99}){99}]{9}",
        "\\(x{99}\\){99}",
        "\\Q((x{99}){99}){99}\\E",
        "x{}{}{}",
        "[]]{3}",
        "[^]({99}]{10}",
        "[[:alpha:]{99}]{99}",
        "\\x{41}\\x{42}",
        "\\p{Lu}{500}",
        "a{,9999}",
        "a{x}",
        "a{1",
        "(((x{3}){3}){3}){3}"
      })
  void takesRegularExpressionsThatOnlyLookLarge(String regex) throws FilterException {
    assertThat(Filter.parse("Node matches `" + regex + "`", Node.SHAPE)).isNotNull();
  }

  @Test
  void matchesInTimeLinearInTheText() throws FilterException {
    var filter = Filter.parse("Key matches `(a*)*(a*)*b`", Row.SHAPE);
    var row =
        new Row(
            Bytes.utf8("a".repeat(20_000)), 0, 0, List.of(), Optional.empty(), Optional.empty());
    within(() -> assertThat(filter.matches(row)).isFalse());
  }

  @Test
  void onlyFilterExceptionLeavesWhateverTheText() {
    long seed = 4711;
    var random = new Random(seed);
    var pieces =
        List.of(
            "Node.Node==n",
            "not ",
            "Service.Port!=80",
            "a in Service.Tags",
            " and ",
            " or ",
            "Node",
            "Service",
            ".",
            "Port",
            "Checks",
            "Status",
            "Meta",
            "[\"a\"]",
            "[",
            "]",
            "\"",
            "`",
            "(",
            ")",
            "and",
            "or",
            "not",
            "in",
            "is",
            "empty",
            "contains",
            "matches",
            "==",
            "!=",
            " ",
            " ",
            " ",
            "\n",
            "80",
            "-1",
            "1.5",
            "x",
            "é",
            "\ud83d\ude00",
            "\ud83d",
            "\\",
            "\u0000",
            "[a-",
            "{9}",
            "*",
            "\"(\"",
            "true");
    int parsed = 0;
    for (int i = 0; i < 50_000; i++) {
      var text = new StringBuilder();
      for (int j = random.nextInt(14); j > 0; j--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      try {
        Filter.parse(text.toString(), CheckServiceNode.SHAPE)
            .matches(CheckServiceNode.SHAPE.zero());
        parsed++;
      } catch (FilterException e) {
        assertThat(e.detail()).as("seed %d, try %d", seed, i).isNotEmpty();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", try " + i + ": " + text, e);
      }
    }
    assertThat(parsed).isGreaterThan(100);
  }

  @Test
  void onlyFilterExceptionLeavesWhateverTheRegularExpression() throws FilterException {
    long seed = 815;
    var random = new Random(seed);
    var alphabet = "ab01(){}[]|*+?.^$\\,:-<>PQEpxdDwWsSbBAzZiUms=!é";
    int compiled = 0;
    for (int i = 0; i < 30_000; i++) {
      var regex = new StringBuilder();
      for (int j = random.nextInt(16); j > 0; j--) {
        regex.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        Filter.parse("Key matches `" + regex + "`", Row.SHAPE).matches(ROW);
        compiled++;
      } catch (FilterException e) {
        assertThat(e.detail()).as("seed %d, try %d", seed, i).contains(": error parsing regexp: ");
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", try " + i + ": " + regex, e);
      }
    }
    assertThat(compiled).isGreaterThan(1_000);
  }

  private static FilterException refused(String expression) {
    try {
      Filter.parse(expression, Node.SHAPE);
    } catch (FilterException e) {
      return e;
    }
    throw new AssertionError("accepted: " + expression);
  }

  private static void within(ThrowingCallable work) {
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), work::call);
  }
}
