package praetor.registrator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
  private static List<String> words(String line) {
    return ShellWords.split(line).orElseThrow();
  }

  @Test
  void blanksQuotesAndBackslashesMakeWords() {
    assertThat(words(" a  b\tc ")).containsExactly("a", "b", "c");
    assertThat(words("sh -c 'echo a b'")).containsExactly("sh", "-c", "echo a b");
    assertThat(words("a\"b c\"d \"x\\\"y\"")).containsExactly("ab cd", "x\"y");
    assertThat(words("a\\ b '' # comment")).containsExactly("a b", "");
    assertThat(words("   ")).isEmpty();
  }

  @Test
  void whatIsNotClosedIsNoLine() {
    assertThat(ShellWords.split("a 'b")).isEmpty();
    assertThat(ShellWords.split("a \"b")).isEmpty();
    assertThat(ShellWords.split("a\\")).isEmpty();
  }
}
