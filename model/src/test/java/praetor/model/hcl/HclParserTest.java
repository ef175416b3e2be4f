package praetor.model.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.model.DecodeException;

class HclParserTest {

  @Test
  void readsValuesOfEveryKind() throws Exception {
    assertThat(
            HclParser.parse(
                """
                # comment
                text = "a \\"b\\" \\u00fc ${x("y")}" // comment
                number = -0x1F /* comment
                over lines */ fraction = 1.5e3
                bool = true
                list = [1, "two", [3], { four = 4 },]
                object = { a = 1, "b" = 2 }
                dotted.key-1 = "x"
                """))
        .isEqualTo(
            Map.of(
                "text",
                "a \"b\" ü ${x(\"y\")}",
                "number",
                -31L,
                "fraction",
                1500.0,
                "bool",
                true,
                "list",
                List.of(1L, "two", List.of(3L), Map.of("four", 4L)),
                "object",
                Map.of("a", 1L, "b", 2L),
                "dotted.key-1",
                "x"));
  }

  @Test
  void blocksOnOneLineNestAndTakeLabels() throws Exception {
    assertThat(
            HclParser.parse("acl { tokens { agent = \"x\" } } service \"web\" \"v1\" { port = 1 }"))
        .isEqualTo(
            Map.of(
                "acl", Map.of("tokens", Map.of("agent", "x")),
                "service", Map.of("web", Map.of("v1", Map.of("port", 1L)))));
  }

  @Test
  void repeatedBlocksCollectAndRepeatedScalarsReplace() throws Exception {
    assertThat(HclParser.parse("s { a = 1 } s { a = 2 } s { a = 3 } x = 1 x = 2"))
        .isEqualTo(
            Map.of("s", List.of(Map.of("a", 1L), Map.of("a", 2L), Map.of("a", 3L)), "x", 2L));
  }

  @Test
  void heredocsKeepTheirLinesAndLoseACommonIndentIfAsked() throws Exception {
    assertThat(HclParser.parse("a = <<EOF\n  x\n y\nEOF\nb = <<-END\n    x\n      y\n    END\n"))
        .isEqualTo(Map.of("a", "  x\n y\n", "b", "x\n  y\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a | At 1:2: key 'a' expected start of object ('{') or assignment ('=')",
        "a = b | At 1:5: Unknown token: 1:5 IDENT b",
        "a == 5 | At 1:4: Unknown token: 1:4 ASSIGN =",
        "} | At 1:1: expected: IDENT | STRING | ASSIGN | LBRACE got: RBRACE",
        "= 5 | At 1:1: no object keys found!",
        "a b = 1 | At 1:5: nested object expected: LBRACE got: ASSIGN",
        "a = [1 2] | At 1:8: error parsing list, expected comma or list end, got: NUMBER",
        "a = \"x | At 1:7: literal not terminated",
        "a = \"\\q\" | At 1:8: illegal char escape",
        "a = @ | At 1:5: illegal char",
        "a = 08 | strconv.ParseInt: parsing \"08\": invalid syntax",
        "a = /* x | At 1:9: comment not terminated",
        "/x | At 1:1: expected '/' for comment",
      })
  void tellsWhereAndWhatIsWrong(String line) {
    var parts = line.split(" \\| ", 2);
    assertThatThrownBy(() -> HclParser.parse(parts[0]))
        .isInstanceOf(DecodeException.class)
        .hasMessage(parts[1]);
  }

  @Test
  void noTextMakesItFailInAnotherWay() {
    long seed = 4711;
    var random = new Random(seed);
    var pieces =
        List.of(
            "a", " = ", "{", "}", "[", "]", ",", "\"", "\\", "${", "1", "-", "0x", ".", "e9",
            "<<E\n", "\n", "E", "#", "/*", "*/", "true", "\u0000", "ü");
    for (int run = 0; run < 20_000; run++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(14); i > 0; i--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      try {
        HclParser.parse(text.toString());
      } catch (DecodeException refused) {
        assertThat(refused.getMessage()).as("seed=%d text=%s", seed, text).isNotBlank();
      }
    }
  }
}
