package praetor.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainJsonTest {

  @Test
  void readsEveryKindOfValue() throws Exception {
    assertThat(JsonParser.parse(" {\"a\":[1,-2.5e1,true,false,null,\"x\"],\"b\":{}} "))
        .isEqualTo(Map.of("a", Arrays.asList(1L, -25.0, true, false, null, "x"), "b", Map.of()));
  }

  @Test
  void keepsUnsignedIntegersExactly() throws Exception {
    assertThat(JsonParser.parse("18446744073709551615"))
        .isEqualTo(new BigInteger("18446744073709551615"));
  }

  @Test
  void resolvesEscapesAndSurrogatePairs() throws Exception {
    assertThat(JsonParser.parse("\"\\u00fc\\n\\ud83d\\ude00\\ud83dx ü\""))
        .isEqualTo("ü\n😀\ufffdx ü");
  }

  @Test
  void lastOfARepeatedNameWins() throws Exception {
    assertThat(JsonParser.parse("{\"a\":1,\"a\":2}")).isEqualTo(Map.of("a", 2L));
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
        "not json | invalid character 'o' in literal null (expecting 'u')",
        "{\"a\" 1} | invalid character '1' after object key",
        "{\"a\":1 2} | invalid character '2' after object key:value pair",
        "[1 2] | invalid character '2' after array element",
        "[1 | unexpected end of JSON input",
        "-x | invalid character 'x' in numeric literal",
        "1.x | invalid character 'x' after decimal point in numeric literal",
        "1ex | invalid character 'x' in exponent of numeric literal",
        "\"\\q\" | invalid character 'q' in string escape code",
        "\ufeff{} | invalid character 'ï' looking for beginning of value",
      })
  void refusesWhatIsNotJsonWithGoesWords(String text, String message) {
    assertThatThrownBy(() -> JsonParser.parse(text))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessage(message);
  }

  @Test
  void refusesNestingThatIsTooDeep() {
    assertThatThrownBy(() -> JsonParser.parse("[".repeat(1_001))).hasMessage("exceeded max depth");
  }

  @Test
  void writesIndentedAsGoDoes() {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("key", "a<b>");
    entry.put("list", List.of());
    assertThat(JsonWriter.indented(List.of(entry), "\t"))
        .isEqualTo("[\n\t{\n\t\t\"key\": \"a\\u003cb\\u003e\",\n\t\t\"list\": []\n\t}\n]");
    assertThat(JsonWriter.compact(entry)).isEqualTo("{\"key\":\"a\\u003cb\\u003e\",\"list\":[]}");
  }

  @Test
  void readsBackWhatItWrites() throws Exception {
    long seed = 4711;
    var random = new Random(seed);
    for (int run = 0; run < 500; run++) {
      var text = new StringBuilder();
      random.ints(20, 0, 0xd800).forEach(c -> text.append((char) c));
      var value = Map.of(text.toString(), List.of(random.nextLong(), random.nextDouble()));
      assertThat(JsonParser.parse(JsonWriter.compact(value))).as("seed=" + seed).isEqualTo(value);
    }
  }

  @Test
  void noBytesMakeItFailInAnotherWay() {
    long seed = 4712;
    var random = new Random(seed);
    byte[] alphabet = "{}[]\",:\\u0e-+.truefalsn \u00fc\n".getBytes(StandardCharsets.UTF_8);
    for (int run = 0; run < 20_000; run++) {
      byte[] text = new byte[random.nextInt(12)];
      for (int i = 0; i < text.length; i++) {
        text[i] = alphabet[random.nextInt(alphabet.length)];
      }
      try {
        JsonParser.parse(text);
      } catch (JsonSyntaxException refused) {
        assertThat(refused)
            .as("seed=" + seed)
            .hasMessageMatching("(?s)(invalid character|unexpected end).*");
      }
    }
  }
}
