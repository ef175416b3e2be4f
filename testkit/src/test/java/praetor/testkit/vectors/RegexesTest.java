package praetor.testkit.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegexesTest {

  @Test
  void aDotStopsAtNewlinesOnly() {
    assertThat(Regexes.compile(".*").matcher("a\r\u0085b").matches()).isTrue();
    assertThat(Regexes.compile(".*").matcher("a\nb").matches()).isFalse();
  }

  @Test
  void lettersOfAllAlphabetsAreWordCharacters() {
    assertThat(Regexes.compile("\\w+").matcher("µß").matches()).isTrue();
  }

  @Test
  void replacementsNameGroupsByBackslash() {
    var replaced =
        Regexes.compile("(a)(b)").matcher("ab").replaceAll(Regexes.replacement("\\2$\\1@N@"));
    assertThat(replaced).isEqualTo("b$a@N@");
  }
}
