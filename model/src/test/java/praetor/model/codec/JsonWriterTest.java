package praetor.model.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonWriterTest {
  @Test
  void escapesWhatGoEscapes() {
    assertThat(json("a\"b\\c/d")).isEqualTo("\"a\\\"b\\\\c/d\"");
    assertThat(json("\b\f\n\r\t")).isEqualTo("\"\\b\\f\\n\\r\\t\"");
    assertThat(json("\u0000\u0001\u001f\u007f")).isEqualTo("\"\\u0000\\u0001\\u001f\u007f\"");
    assertThat(json("<a&b>")).isEqualTo("\"\\u003ca\\u0026b\\u003e\"");
    assertThat(json("\u2027\u2028\u2029\u202a")).isEqualTo("\"\u2027\\u2028\\u2029\u202a\"");
  }

  @Test
  void indentsByAnyTextAndEndsWithoutANewLine() {
    var out = JsonWriter.indented("\t").beginArray();
    out.beginObject().name("key").value("a<b>").name("list").beginArray().endArray().endObject();
    assertThat(out.endArray().toText())
        .isEqualTo("[\n\t{\n\t\t\"key\": \"a\\u003cb\\u003e\",\n\t\t\"list\": []\n\t}\n]");
    assertThat(JsonWriter.indented("\t").beginArray().endArray().toText()).isEqualTo("[]");
  }

  @Test
  void writesOtherCharactersAsUtf8() {
    assertThat(json("é€\ud83d\ude00\ufffd")).isEqualTo("\"é€\ud83d\ude00\ufffd\"");
    // Low bytes that would pass for ASCII.
    assertThat(json("\u0141\u0422")).isEqualTo("\"\u0141\u0422\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\ude00"})
  void writesHalfAPairAsTheReplacementEscape(String half) {
    assertThat(json("a" + half + "b")).isEqualTo("\"a\\ufffdb\"");
    assertThat(json(half)).isEqualTo("\"\\ufffd\"");
  }

  @Test
  void writesEachByteThatIsNotUtf8AsTheReplacementEscape() {
    assertThat(text("a\u00ffb")).isEqualTo("\"a\\ufffdb\"");
    assertThat(text("\u00e2\u0082")).isEqualTo("\"\\ufffd\\ufffd\"");
    assertThat(text("\u00e2\u0082\u00ac<")).isEqualTo("\"€\\u003c\"");
    // A surrogate, an overlong form and a number above the last character.
    assertThat(text("\u00ed\u00a0\u0080")).isEqualTo("\"\\ufffd\\ufffd\\ufffd\"");
    assertThat(text("\u00c0\u00af")).isEqualTo("\"\\ufffd\\ufffd\"");
    assertThat(text("\u00f4\u0090\u0080\u0080")).isEqualTo("\"\\ufffd\\ufffd\\ufffd\\ufffd\"");
    assertThat(text("plain")).isEqualTo("\"plain\"");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0, 0",
    "-0.0, -0",
    "1.0, 1",
    "-1.5, -1.5",
    "0.1, 0.1",
    "1e20, 100000000000000000000",
    "1e21, 1e+21",
    "1.5e21, 1.5e+21",
    "0.000001, 0.000001",
    "0.0000001, 1e-7",
    "1.234e-7, 1.234e-7",
    "-1e-9, -1e-9",
    "123456789.125, 123456789.125",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "4.9e-324, 5e-324",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "9007199254740993, 9007199254740992",
    "1e100, 1e+100",
    "3.141592653589793, 3.141592653589793",
  })
  void writesFloatsAsGoDoes(double number, String written) {
    assertThat(written(JsonWriter.compact().value(number))).isEqualTo(written);
  }

  @Test
  void writesWholeNumbers() {
    for (long number : new long[] {0, 9, 10, 99, 100, -1, -10, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(written(JsonWriter.compact().value(number))).isEqualTo(Long.toString(number));
      assertThat(written(JsonWriter.compact().unsigned(number)))
          .isEqualTo(Long.toUnsignedString(number));
    }
  }

  @Test
  void separatesAndNestsWithoutBlanks() {
    var out = JsonWriter.compact().beginObject();
    out.name("a").beginArray().value(1).value("x").beginArray().endArray().endArray();
    out.name("b").beginObject().endObject();
    out.name("<").nullValue();
    out.name("c").value(true).name("d").base64(new byte[] {1, 2, 3}).endObject();
    assertThat(written(out))
        .isEqualTo("{\"a\":[1,\"x\",[]],\"b\":{},\"\\u003c\":null,\"c\":true,\"d\":\"AQID\"}");
  }

  @Test
  void indentsPrettyDocumentsByFourAndEndsThemWithANewline() {
    var out = JsonWriter.pretty().beginObject();
    out.name("a").beginArray().value(1).beginObject().name("b").value("c").endObject().endArray();
    out.name("empty").beginArray().endArray().name("none").beginObject().endObject().endObject();
    assertThat(written(out))
        .isEqualTo(
            """
            {
                "a": [
                    1,
                    {
                        "b": "c"
                    }
                ],
                "empty": [],
                "none": {}
            }
            """);
    assertThat(written(JsonWriter.pretty().beginArray().endArray())).isEqualTo("[]\n");
    assertThat(written(JsonWriter.pretty().value("x"))).isEqualTo("\"x\"\n");
  }

  @Test
  void writesValuesThatWereRead() {
    var members = new LinkedHashMap<String, JsonValue>();
    members.put("n", new JsonValue.Num("18446744073709551615"));
    members.put("l", new JsonValue.Arr(List.of(new JsonValue.Null(), new JsonValue.Bool(false))));
    members.put("s", new JsonValue.Str("<"));
    assertThat(written(JsonWriter.compact().value(JsonValue.Obj.of(members))))
        .isEqualTo("{\"n\":18446744073709551615,\"l\":[null,false],\"s\":\"\\u003c\"}");
  }

  @Test
  void growsWithItsDocument() {
    var long1 = "x".repeat(100_000) + "é".repeat(100_000) + "\ud83d\ude00".repeat(1_000);
    assertThat(json(long1)).isEqualTo('"' + long1 + '"');
  }

  @Test
  void joinsThePartsOfALargeDocument() {
    var out = JsonWriter.compact().beginArray();
    var expected = new StringBuilder("[");
    for (int i = 0; i < 20_000; i++) {
      // Lengths up to and beyond a part, so that parts end at every kind of token.
      var text = "x".repeat(i == 15_000 ? 300_000 : i % 97);
      out.value(text).value(i).base64(new byte[] {(byte) i});
      var base64 = Base64.getEncoder().encodeToString(new byte[] {(byte) i});
      expected.append(i > 0 ? "," : "").append('"').append(text).append("\",").append(i);
      expected.append(",\"").append(base64).append('"');
    }
    assertThat(written(out.endArray())).isEqualTo(expected.append(']').toString());
  }

  @Test
  void writesNumbersOfEveryLength() {
    for (long power = 1; power > 0 && power <= 1_000_000_000_000_000_000L; power *= 10) {
      for (long number : new long[] {power - 1, power, -power}) {
        assertThat(written(JsonWriter.compact().value(number))).isEqualTo(Long.toString(number));
      }
    }
    for (long number : new long[] {Integer.MAX_VALUE, Integer.MAX_VALUE + 1L, Long.MAX_VALUE, -1}) {
      assertThat(written(JsonWriter.compact().unsigned(number)))
          .isEqualTo(Long.toUnsignedString(number));
    }
  }

  @Test
  void writesBase64OfEveryLength() {
    var out = JsonWriter.compact().beginArray();
    var expected = new ArrayList<String>();
    for (int length = 0; length < 1_000; length++) {
      var bytes = new byte[length];
      Arrays.fill(bytes, (byte) length);
      out.base64(bytes);
      expected.add('"' + Base64.getEncoder().encodeToString(bytes) + '"');
    }
    assertThat(written(out.endArray())).isEqualTo("[" + String.join(",", expected) + "]");
  }

  private static String json(String text) {
    return written(JsonWriter.compact().value(text));
  }

  private static String text(String bytes) {
    return written(JsonWriter.compact().text(bytes.getBytes(ISO_8859_1)));
  }

  private static String written(JsonWriter out) {
    return new String(out.toBytes(), UTF_8);
  }
}
