package praetor.samples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatJsonTest {
  @Test
  void whatIsWrittenIsRead() throws Exception {
    var fields = Map.of("a", "x \"y\" \\ \n é {},:", "b", "", "c", "-1.5");
    assertThat(FlatJson.read(FlatJson.write(fields))).isEqualTo(fields);
    assertThat(FlatJson.read(FlatJson.write(Map.of()))).isEmpty();
  }

  @Test
  void numbersAreNotQuoted() throws Exception {
    assertThat(FlatJson.write(Map.of("price", 1.25, "n", 3, "t", "x")))
        .isEqualTo("{\"n\":3,\"price\":1.25,\"t\":\"x\"}");
    assertThat(FlatJson.read(" { \"price\" : 1.25 , \"u\" : \"\\u00e9\\/\" } "))
        .isEqualTo(Map.of("price", "1.25", "u", "é/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{\"a\":{}}", "{\"a\":1", "{\"a\":1,}", "{\"a\":1} x", "<html>"})
  void otherThingsAreRefused(String text) {
    assertThatThrownBy(() -> FlatJson.read(text)).isInstanceOf(IOException.class);
  }
}
