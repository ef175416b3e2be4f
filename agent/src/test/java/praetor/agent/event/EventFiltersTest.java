package praetor.agent.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.model.Bytes;

class EventFiltersTest {
  private static final List<TaggedService> SERVICES =
      List.of(
          new TaggedService("web", List.of("v1", "Blue")),
          new TaggedService("api", List.of("v2")),
          new TaggedService("db", List.of()));

  /** As Consul 1.21.4 delivered events to an agent "node1" with these services. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          '', '', '', true
          '', web, '', true
          '', ^we, '', true
          '', WEB, '', false
          '', (?i)WEB, '', true
          '', web, v2, false
          '', .*, v2, true
          '', .*, 1, true
          '', we, blue, false
          '', db, '', true
          '', db, .*, false
          NODE1, '', '', false
          ^node1$, '', '', true
          ode, '', '', true
          node1, nope, '', false
          x, web, '', false
          """)
  void anyPartMatchesAndOneServiceHasBothNameAndTag(
      String node, String service, String tag, boolean expected) throws Exception {
    var event = UserEvents.draft("deploy", Bytes.EMPTY, node, service, tag);
    assertThat(EventFilters.match(event, "node1", SERVICES)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ([ | '' | '' | Invalid node filter: error parsing regexp: missing closing ]: `[`
          '' | ( | '' | Invalid service filter: error parsing regexp: missing closing ): `(`
          '' | a | * | Invalid tag filter: error parsing regexp: missing argument to repetition operator: `*`
          '' | '' | x | Cannot provide tag filter without service filter
          ( | ( | ( | Invalid node filter: error parsing regexp: missing closing ): `(`
          ( | '' | x | Cannot provide tag filter without service filter
          """)
  void filtersThatCannotBeUnderstoodAreRefusedInConsulsWords(
      String node, String service, String tag, String text) {
    assertThatThrownBy(() -> UserEvents.draft("deploy", Bytes.EMPTY, node, service, tag))
        .hasMessage(text);
  }

  @Test
  void anEventFromElsewhereWithBrokenFiltersIsAnError() {
    var event = new UserEvent("", "deploy", Bytes.EMPTY, "(", "", "", 1, 0);
    assertThatThrownBy(() -> EventFilters.match(event, "node1", SERVICES))
        .hasMessageStartingWith("error parsing regexp");
  }
}
