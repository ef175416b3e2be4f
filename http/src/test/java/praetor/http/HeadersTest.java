package praetor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeadersTest {
  private static final Headers HEADERS = Headers.of("Accept", "a", "X-One", "1", "accept", "b");

  @Test
  void namesCompareWithoutCase() {
    assertThat(HEADERS.first("ACCEPT")).contains("a");
    assertThat(HEADERS.all("Accept")).containsExactly("a", "b");
    assertThat(HEADERS.has("x-one")).isTrue();
    assertThat(HEADERS.first("none")).isEmpty();
  }

  @Test
  void addingMakesAnotherValue() {
    var more = HEADERS.plus("Y", "2").plus(Headers.of("Z", "3"));
    assertThat(HEADERS.size()).isEqualTo(3);
    assertThat(more.size()).isEqualTo(5);
    assertThat(more.name(4)).isEqualTo("Z");
    assertThat(Headers.EMPTY.plus(HEADERS)).isEqualTo(HEADERS);
  }

  @Test
  void headerWithoutValueIsAMistake() {
    assertThatThrownBy(() -> Headers.of("Alone")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void commonHeadersAreEncodedOnceAndCannotBreakTheLine() {
    var common =
        new CommonHeaders(Headers.of("Vary", "Accept-Encoding", "X", "a\r\nSet-Cookie: b"));
    assertThat(new String(common.encoded(), StandardCharsets.UTF_8))
        .isEqualTo("Vary: Accept-Encoding\r\nX: a  Set-Cookie: b\r\n");
    assertThat(common.overlaps(Headers.of("vary", "*"))).isTrue();
    assertThat(common.overlaps(HEADERS)).isFalse();
  }
}
