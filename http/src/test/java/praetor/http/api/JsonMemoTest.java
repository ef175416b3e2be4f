package praetor.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import praetor.http.SharedBytes;
import praetor.model.codec.Codecs;
import praetor.state.Versioned;

class JsonMemoTest {
  private static final Encoding<List<String>> STRINGS = Encoding.of(Codecs.list(Codecs.STRING));
  private static final Encoding<List<Boolean>> FLAGS = Encoding.of(Codecs.list(Codecs.BOOL));

  private final JsonMemo memo = new JsonMemo();

  private record Numbered(int number, String content) implements Versioned {
    @Override
    public Object version() {
      return number;
    }
  }

  private static SharedBytes json(int length) {
    return new SharedBytes(new byte[length]);
  }

  @Test
  void knowsAValueByItsIdentity() {
    var value = List.of("a");
    var json = json(10);
    memo.keep(value, STRINGS, false, json);
    assertThat(memo.find(value, STRINGS, false)).isSameAs(json);
    assertThat(memo.find(List.copyOf(List.of("a", "b")), STRINGS, false)).isNull();
    assertThat(memo.find(value, STRINGS, true)).isNull();
    assertThat(memo.find(value, FLAGS, false)).isNull();
  }

  @Test
  void knowsAVersionedValueByItsVersion() {
    var json = json(10);
    memo.keep(new Numbered(1, "a"), STRINGS, false, json);
    assertThat(memo.find(new Numbered(1, "a"), STRINGS, false)).isSameAs(json);
    assertThat(memo.find(new Numbered(2, "a"), STRINGS, false)).isNull();
  }

  @Test
  void keepsALargeAnswerWhenItIsMadeForTheSecondTime() {
    var json = json(1 << 20);
    var value = new Numbered(1, "a");
    memo.keep(value, STRINGS, false, json);
    assertThat(memo.find(value, STRINGS, false)).isNull();
    memo.keep(value, STRINGS, false, json);
    assertThat(memo.find(value, STRINGS, false)).isSameAs(json);
  }

  @Test
  void forgetsTheLeastRecentlyUsedWhenThereIsTooMuch() {
    for (int i = 0; i < 10; i++) {
      for (int times = 0; times < 2; times++) {
        memo.keep(new Numbered(i, ""), STRINGS, false, json(3 << 20));
        memo.find(new Numbered(0, ""), STRINGS, false);
      }
    }
    assertThat(memo.find(new Numbered(0, ""), STRINGS, false)).isNotNull();
    assertThat(memo.find(new Numbered(9, ""), STRINGS, false)).isNotNull();
    assertThat(memo.find(new Numbered(3, ""), STRINGS, false)).isNull();
    memo.keep(new Numbered(20, ""), STRINGS, false, json(5 << 20));
    memo.keep(new Numbered(20, ""), STRINGS, false, json(5 << 20));
    assertThat(memo.find(new Numbered(20, ""), STRINGS, false)).isNull();
  }
}
