package praetor.model.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.model.DecodeException;

final class JsonReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "false",
        "0",
        "-0",
        "-1.5e+10",
        "1E5",
        "\"\"",
        "\"x\"",
        "[]",
        "{}",
        "[1,[2,[]],{}]",
        "{\"a\":{\"b\":[null,true]},\"c\":\"d\"}",
        "18446744073709551616"
      })
  void readsWhatItWrites(String document) throws DecodeException {
    assertThat(rewritten(document)).isEqualTo(document);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "\"\\u0041\\u00e9\\u20AC\"|\"Aé€\"",
        "\"\\ud83d\\ude00\"|\"\ud83d\ude00\"",
        "\"\\ud83dx\"|\"\ufffdx\"",
        "\"\\ude00\\ud83d\"|\"\ufffd\ufffd\"",
        "\"\\ud83d\\ud83d\\ude00\"|\"\ufffd\ud83d\ude00\"",
        "\"\\ud83d\\u0041\"|\"\ufffdA\"",
        "\"\\b\\f\\n\\r\\t\\/\\\\\\\"\"|\"\\b\\f\\n\\r\\t/\\\\\\\"\"",
        "\"é\\né\"|\"é\\né\"",
      })
  void readsEscapes(String document, String written) throws DecodeException {
    assertThat(rewritten(document)).isEqualTo(written);
  }

  @Test
  void readsBytesThatAreNotUtf8AsReplacementCharacters() throws DecodeException {
    var document = "\"a\u00ffb\u00e2\u0082\"".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(JsonReader.read(document)).isEqualTo(new JsonValue.Str("a\ufffdb\ufffd\ufffd"));
  }

  @Test
  void ignoresWhatFollowsTheValue() throws DecodeException {
    assertThat(JsonReader.read(" {} ] x")).isEqualTo(JsonReader.read("{}"));
    assertThat(JsonReader.read("01")).isEqualTo(new JsonValue.Num("0"));
  }

  @Test
  void aWholeDocumentHasNothingBehindItsValue() throws DecodeException {
    assertThat(JsonReader.readWhole(" {\"a\":[1]} \n")).isEqualTo(JsonReader.read("{\"a\":[1]}"));
    assertThat(JsonReader.readWhole("[".repeat(400) + "]".repeat(400)))
        .isInstanceOf(JsonValue.Arr.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,} | invalid character '}' looking for beginning of object key string",
        "{bad | invalid character 'b' looking for beginning of object key string",
        "// c | invalid character '/' looking for beginning of value",
        "{\"a\":1}{ | invalid character '{' after top-level value",
        "01 | invalid character '1' after top-level value",
        "not json | invalid character 'o' in literal null (expecting 'u')",
        "{\"a\" 1} | invalid character '1' after object key",
        "{\"a\":1 2} | invalid character '2' after object key:value pair",
        "[1 2] | invalid character '2' after array element",
        "[1 | unexpected end of JSON input",
        "` ` | unexpected end of JSON input",
        "-x | invalid character 'x' in numeric literal",
        "1.x | invalid character 'x' after decimal point in numeric literal",
        "1ex | invalid character 'x' in exponent of numeric literal",
        "\"\\q\" | invalid character 'q' in string escape code",
        "\ufeff{} | invalid character 'ï' looking for beginning of value",
      })
  void refusesAWholeDocumentThatIsNotJsonWithGoesWords(String document, String message) {
    assertThatThrownBy(() -> JsonReader.readWhole(document))
        .isInstanceOf(DecodeException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"-3,-3", "9223372036854775807,9223372036854775807", "0,0"})
  void anIntegerIsALongWhereItFits(String text, long number) {
    assertThat(new JsonValue.Num(text).number()).isEqualTo(number);
  }

  @Test
  void otherNumbersAreBigIntegersAndDoubles() {
    assertThat(new JsonValue.Num("18446744073709551615").number())
        .isEqualTo(new BigInteger("18446744073709551615"));
    assertThat(new JsonValue.Num("-2.5e1").number()).isEqualTo(-25.0);
    assertThat(new JsonValue.Num("1E2").number()).isEqualTo(100.0);
  }

  @Test
  void keepsTheLastOfRepeatedNames() throws DecodeException {
    assertThat(rewritten("{\"a\":1,\"b\":2,\"a\":3}")).isEqualTo("{\"a\":3,\"b\":2}");
  }

  @Test
  void refusesDeepNestingBeforeTheStackEnds() throws DecodeException {
    var deepest = JsonReader.read("[".repeat(150) + "]".repeat(150));
    var packed = new PackWriter();
    Codecs.ANY.writePack(deepest, packed);
    assertThat(Codecs.ANY.readPack(new PackReader(packed.toBytes()))).isEqualTo(deepest);
    for (var nest : new String[] {"[", "{\"a\":", "[{\"a\":"}) {
      assertThatThrownBy(() -> JsonReader.read(nest.repeat(1_000_000)))
          .isInstanceOf(DecodeException.class)
          .hasMessageMatching("invalid character '[\\[{]' exceeded max depth");
      assertThatThrownBy(() -> JsonReader.readWhole(nest.repeat(1_000_000)))
          .isInstanceOf(DecodeException.class)
          .hasMessageMatching("invalid character '[\\[{]' exceeded max depth");
    }
  }

  @Test
  void onlyDecodeExceptionLeavesWhateverTheBytes() {
    long seed = 4711;
    var random = new Random(seed);
    var alphabet = "{}[]\",:\\u0123456789abcdefnulltrue -+.eE\n\u0000\u00ff\u00e2\u0082";
    for (int i = 0; i < 100_000; i++) {
      var document = new byte[random.nextInt(24)];
      for (int j = 0; j < document.length; j++) {
        document[j] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      }
      try {
        var value = JsonReader.read(document);
        assertThat(rewrittenOf(value)).as("seed %d, try %d", seed, i).isNotEmpty();
      } catch (DecodeException e) {
        assertThat(e)
            .as("seed %d, try %d", seed, i)
            .hasMessageMatching("(?s)(unexpected )?EOF|invalid character .*");
      }
    }
  }

  @Test
  void readsBackWhatItWroteOfRandomValues() throws DecodeException {
    long seed = 815;
    var random = new RandomValues(seed);
    for (int i = 0; i < 5_000; i++) {
      var value = random.json(4);
      var written = JsonWriter.compact().value(value).toBytes();
      var pretty = JsonWriter.pretty().value(value).toBytes();
      assertThat(JsonReader.read(written)).as("seed %d, try %d", seed, i).isEqualTo(value);
      assertThat(JsonReader.read(pretty)).as("seed %d, try %d", seed, i).isEqualTo(value);
    }
  }

  private static String rewritten(String document) throws DecodeException {
    return rewrittenOf(JsonReader.read(document));
  }

  private static String rewrittenOf(JsonValue value) {
    return new String(JsonWriter.compact().value(value).toBytes(), StandardCharsets.UTF_8);
  }
}
