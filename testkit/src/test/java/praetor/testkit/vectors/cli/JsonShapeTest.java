package praetor.testkit.vectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.testkit.vectors.JsonText;
import tools.jackson.databind.JsonNode;

class JsonShapeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'a':1,'b':1.5,'c':'x','d':true,'e':null};{'a':'int','b':'float','c':'str','d':'bool','e':'null'}",
        "[];[]",
        "[1,2];['int']",
        "[1,null,'x'];['int|null|str']",
        "[{'a':1},{'a':null,'b':[]}];[{'a':'int|null','b':[]}]",
        "[[],[1],['x']];[['int|str']]",
        "[{},[],1];['dict|int|list']",
        "{'6a3c1e00-0000-4000-8000-00000000a001':1};{'@UUID@':'int'}"
      })
  void aShapeHoldsKeysAndTypes(String value, String shape) {
    assertThat(JsonShape.of(parse(value))).isEqualTo(parse(shape));
  }

  private static JsonNode parse(String json) {
    return JsonText.parse(json.replace('\'', '"')).orElseThrow();
  }
}
