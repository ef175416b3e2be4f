package praetor.testkit.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {
  private final Names names = new Names();

  @Test
  void savedValuesReplaceTheirNames() {
    names.put("id", "a$1\\b");
    assertThat(names.insertInto("/v1/session/info/${id}?x=${id}"))
        .isEqualTo("/v1/session/info/a$1\\b?x=a$1\\b");
  }

  @Test
  void unknownNamesStay() {
    assertThat(names.insertInto("${nobody}")).isEqualTo("${nobody}");
  }

  @Test
  void aStarRepeatsALetter() {
    assertThat(names.insertInto("-${x*9}-")).isEqualTo("-xxxxxxxxx-");
  }
}
