package praetor.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BytesTest {
  @Test
  void comparesUnsignedAndBytewiseAsGoComparesStrings() {
    var sorted =
        Stream.of(bytes(0xff), bytes(0x7f), bytes(0x80), bytes(), bytes(0x61, 0), bytes(0x61))
            .sorted()
            .toList();
    assertThat(sorted)
        .containsExactly(
            bytes(), bytes(0x61), bytes(0x61, 0), bytes(0x7f), bytes(0x80), bytes(0xff));
  }

  @Test
  void equalsByContent() {
    assertThat(Bytes.utf8("key")).isEqualTo(Bytes.copyOf("key".getBytes(UTF_8)));
    assertThat(Bytes.utf8("key")).hasSameHashCodeAs(Bytes.utf8("key"));
    assertThat(Bytes.utf8("key")).isNotEqualTo(Bytes.utf8("kez")).isNotEqualTo("key");
    assertThat(Bytes.owned(new byte[0])).isSameAs(Bytes.EMPTY);
  }

  @Test
  void aCopyDoesNotFollowItsSource() {
    var source = new byte[] {1, 2};
    var copy = Bytes.copyOf(source);
    source[0] = 9;
    assertThat(copy).isEqualTo(bytes(1, 2));
  }

  @Test
  void knowsItsPrefixes() {
    var key = Bytes.utf8("a/b");
    assertThat(key.startsWith(Bytes.EMPTY)).isTrue();
    assertThat(key.startsWith(Bytes.utf8("a/"))).isTrue();
    assertThat(key.startsWith(key)).isTrue();
    assertThat(key.startsWith(Bytes.utf8("a/b/"))).isFalse();
    assertThat(key.startsWith(Bytes.utf8("b"))).isFalse();
    assertThat(key.head(2)).isEqualTo(Bytes.utf8("a/"));
    assertThat(key.head(0)).isSameAs(Bytes.EMPTY);
    assertThat(key.head(3)).isSameAs(key);
  }

  @Test
  void isTextWithReplacementsForWhatIsNotUtf8() {
    assertThat(Bytes.utf8("é€").utf8()).isEqualTo("é€");
    assertThat(bytes('a', 0xff).utf8()).isEqualTo("a\ufffd");
    assertThat(bytes(1, 0xab)).hasToString("0x01ab");
    assertThat(Bytes.owned(new byte[100])).hasToString("100 bytes");
  }

  private static Bytes bytes(int... values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Bytes.owned(bytes);
  }
}
