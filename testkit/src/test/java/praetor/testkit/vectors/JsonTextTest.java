package praetor.testkit.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTextTest {

  @Test
  void spacedJsonHasBlanksAndOnlyNeededEscapes() {
    var value = JsonText.object("{\"a\":[1,2.50,true,null,{}],\"ü<\":\"q\\\"\\n\\u0001\"}");
    assertThat(JsonText.spaced(value))
        .isEqualTo("{\"a\": [1, 2.50, true, null, {}], \"ü<\": \"q\\\"\\n\\u0001\"}");
  }

  @Test
  void onlyWholeTextsAreJson() {
    assertThat(JsonText.parse("[1]")).isPresent();
    assertThat(JsonText.parse("null")).isPresent();
    assertThat(JsonText.parse("")).isEmpty();
    assertThat(JsonText.parse("[1] x")).isEmpty();
    assertThat(JsonText.parse("Permission denied")).isEmpty();
  }
}
