package praetor.agent.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedsTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1, 8301",
    "10.0.0.1:9000, 10.0.0.1, 9000",
    "::1, 0:0:0:0:0:0:0:1, 8301",
    "[::1], 0:0:0:0:0:0:0:1, 8301",
    "[::1]:9000, 0:0:0:0:0:0:0:1, 9000",
    "localhost:1, 127.0.0.1, 1",
  })
  void anAddressHasAPortOrTakesTheUsualOne(String text, String host, int port) throws Exception {
    var seed = Seeds.resolve(text, 8301).getFirst();
    assertThat(seed.getAddress().getHostAddress()).isEqualTo(host);
    assertThat(seed.getPort()).isEqualTo(port);
  }

  /** Java would take them for 0.0.0.1 and 10.0.0.1. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "10.1"})
  void aPartOfAnAddressIsAName(String text) {
    assertThatThrownBy(() -> Seeds.resolve(text, 8301))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("Failed to resolve %s: lookup %s: no such host", text, text);
  }

  @Test
  void anEmptyTextIsNobody() {
    assertThatThrownBy(() -> Seeds.resolve("", 8301))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("Failed to resolve : lookup : no such host");
  }
}
