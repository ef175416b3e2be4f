package praetor.testkit.vectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.testkit.vectors.JsonText;
import praetor.testkit.vectors.Names;

class ValueMatcherTest {
  private final Names names = new Names();
  private final ValueMatcher matcher = new ValueMatcher(names);

  @Test
  void equalValuesFit() {
    assertThat(compare("{'a':[1,{'b':null}],'c':'x'}", "{'c':'x','a':[1.0,{'b':null}]}")).isEmpty();
  }

  @Test
  void differencesNameTheirPlace() {
    assertThat(compare("{'a':[1,{'b':2}]}", "{'a':[1,{'b':3}]}"))
        .containsExactly("body/a/1/b: expected 2, got 3");
  }

  @Test
  void missingAndExtraFieldsDiffer() {
    assertThat(compare("{'a':1,'b':2}", "{'b':2,'c':3}"))
        .containsExactly("body/a: missing, expected 1", "body/c: unexpected 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null;[]",
        "[];{}",
        "0;'0'",
        "'';null",
        "true;1",
        "false;null",
        "1;2",
        "true;false",
        "'a';'b'"
      })
  void otherTypesAndValuesDiffer(String pair) {
    var values = pair.split(";", 2);
    assertThat(compare(values[0], values[1])).hasSize(1);
    assertThat(compare(values[1], values[0])).hasSize(1);
    assertThat(compare(values[0], values[0])).isEmpty();
  }

  @Test
  void theOrderOfItemsCounts() {
    assertThat(compare("[1,2]", "[2,1]"))
        .containsExactly("body/0: expected 1, got 2", "body/1: expected 2, got 1");
    assertThat(compare("[1]", "[1,2]")).containsExactly("body: expected 1 items [1], got 2 [1, 2]");
  }

  @Test
  void unorderedListsFitInAnyOrder() {
    assertThat(compare("[1,2,2]", "[2,1,2]", "/")).isEmpty();
    assertThat(compare("[1,2,2]", "[2,1,1]", "/")).containsExactly("body/2: no item like 2");
  }

  @Test
  void onlyTheNamedListsAreUnordered() {
    var expected = "[{'Checks':[1,2],'Tags':['a','b']}]";
    assertThat(compare(expected, "[{'Checks':[2,1],'Tags':['a','b']}]", "/*/Checks")).isEmpty();
    assertThat(compare(expected, "[{'Checks':[2,1],'Tags':['b','a']}]", "/*/Checks")).hasSize(2);
  }

  @Test
  void listsInUnorderedListsAreNamedWithoutTheItem() {
    var expected = "[{'Checks':[1,2]},{'Checks':[3,4]}]";
    var actual = "[{'Checks':[4,3]},{'Checks':[2,1]}]";
    assertThat(compare(expected, actual, "/", "/Checks")).isEmpty();
    assertThat(compare(expected, actual, "/")).hasSize(2);
  }

  @Test
  void anAttemptThatFailsBindsNothing() {
    var expected = "[{'I':'<index:1>','K':'a'},{'I':'<index:2>','K':'b'}]";
    assertThat(compare(expected, "[{'I':9,'K':'b'},{'I':5,'K':'a'}]", "/")).isEmpty();
    assertThat(compare("['<index:1>','<index:2>']", "[5,9]")).isEmpty();
  }

  @Test
  void typePlaceholdersTakeAnyValueOfTheirType() {
    var expected = "['<any>','<string>','<number>','<bool>','<list>','<object>','<port>']";
    assertThat(compare(expected, "[null,'',1.5,false,[1],{'a':1},8500]")).isEmpty();
    assertThat(compare(expected, "[{},1,'x',0,{},[],'http']")).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource({
    "<uuid>, 6a3c1e00-0000-4000-8000-00000000a001, 6A3C1E00-0000-4000-8000-00000000A001",
    "<time>, 2026-11-21T11:24:00.123Z, 0001-01-01T00:00:00Z",
    "<time>, 2026-11-21T11:24:00+01:00, 2026-11-21",
    "<duration>, 1m30.5s, 90",
    "<version>, 1.21.4+dev, 1.21.4 dev",
    "<index>, 17, x17",
    "at <port>!, at 8500!, at port!",
  })
  void textPlaceholdersTakeOneFormOnly(String expected, String fits, String differs) {
    assertThat(compare(json(expected), json(fits))).isEmpty();
    assertThat(compare(json(expected), json(differs)))
        .containsExactly("body: expected \"" + expected + "\", got \"" + differs + "\"");
  }

  private static String json(String text) {
    return "'" + text + "'";
  }

  @Test
  void textAroundPlaceholdersIsComparedExactly() {
    assertThat(compare("'node (<port>) a.c'", "'node (8300) a.c'")).isEmpty();
    assertThat(compare("'node (<port>) a.c'", "'node (8300) abc'")).hasSize(1);
  }

  @Test
  void aNumberedUuidIsTheSameEverywhere() {
    var first = "6a3c1e00-0000-4000-8000-000000000001";
    var other = "6a3c1e00-0000-4000-8000-000000000002";
    assertThat(compare("'<uuid:1>'", json(first))).isEmpty();
    assertThat(compare("'in <uuid:1>'", json("in " + first))).isEmpty();
    assertThat(compare("'<uuid:1>'", json(other)))
        .containsExactly("body: expected <uuid:1>, which was " + first + ", got " + other);
  }

  @Test
  void equalIndexNumbersAreEqualIndexes() {
    assertThat(compare("['<index:1>','<index:1>']", "[7,'7']")).isEmpty();
    assertThat(compare("'<index:1>'", "8"))
        .containsExactly("body: expected <index:1>, which was 7, got 8");
  }

  @Test
  void smallerIndexNumbersAreSmallerIndexes() {
    assertThat(compare("['<index:2>','<index:1>','<index:3>']", "[20,10,30]")).isEmpty();
    assertThat(compare("'<index:4>'", "25"))
        .containsExactly("body: <index:4> is 25, but <index:3> is 30: wrong order");
  }

  @Test
  void differentIndexNumbersAreDifferentIndexes() {
    assertThat(compare("['<index:1>','<index:2>']", "[5,5]"))
        .containsExactly("body/1: <index:2> is 5, but <index:1> is 5: wrong order");
  }

  @Test
  void indexZeroIsAnythingOlder() {
    assertThat(compare("['<index:0>','<index:0>','<index:1>']", "[3,9,10]")).isEmpty();
    assertThat(compare("'<index:0>'", "4")).isEmpty();
    assertThat(compare("'<index:0>'", "11"))
        .containsExactly("body: <index:0> is 11, but <index:1> is 10: wrong order");
  }

  @Test
  void savedValuesAreInserted() {
    names.put("run", "4f2a");
    assertThat(compare("'k-${run} ${x*3}'", "'k-4f2a xxx'")).isEmpty();
    assertThat(compare("'k-${run}'", "'k-${run}'")).hasSize(1);
  }

  private List<String> compare(String expected, String actual, String... unordered) {
    var patterns = Stream.of(unordered).map(p -> Pattern.compile(p.replace("*", "[^/]+"))).toList();
    return matcher.compare(
        JsonText.parse(expected.replace('\'', '"')).orElseThrow(),
        JsonText.parse(actual.replace('\'', '"')).orElseThrow(),
        ValueMatcher.BODY,
        patterns);
  }
}
