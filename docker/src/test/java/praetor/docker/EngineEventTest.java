package praetor.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;

class EngineEventTest {
  private static Optional<EngineEvent> event(String text) throws DecodeException {
    return EngineEvent.of(((JsonValue.Obj) JsonReader.readWhole(text)).members());
  }

  @Test
  void dockerTellsOfContainers() throws DecodeException {
    var event =
        event(
                """
                {"status":"die","id":"c1","Type":"container","Action":"die","time":1700000000,
                 "Actor":{"ID":"c1","Attributes":{"exitCode":"3","name":"web"}},"timeNano":1700000000000000042}""")
            .orElseThrow();
    assertThat(event.action()).isEqualTo("die");
    assertThat(event.container()).isEqualTo("c1");
    assertThat(event.attributes()).containsEntry("exitCode", "3");
    assertThat(event.since()).contains("1700000000.000000042");
  }

  @Test
  void whatFollowsAColonIsLeftOut() throws DecodeException {
    var event =
        event(
            """
            {"Type":"container","Action":"health_status: healthy","Actor":{"ID":"c1","Attributes":{}}}""");
    assertThat(event.orElseThrow().action()).isEqualTo("health_status");
  }

  @Test
  void aNetworkTellsWhoJoins() throws DecodeException {
    var event =
        event(
            """
            {"Type":"network","Action":"connect","Actor":{"ID":"n1","Attributes":{"container":"c1"}}}""");
    assertThat(event.orElseThrow().container()).isEqualTo("c1");
  }

  @Test
  void podmansWordsAreDockers() throws DecodeException {
    assertThat(event("{\"status\":\"died\",\"id\":\"c1\",\"time\":17}").orElseThrow())
        .isEqualTo(new EngineEvent("die", "c1", Map.of(), Optional.of("17")));
    assertThat(event("{\"status\":\"remove\",\"id\":\"c1\"}").orElseThrow().action())
        .isEqualTo("destroy");
  }

  @Test
  void whatNamesNoContainerIsNothing() throws DecodeException {
    assertThat(event("{\"Type\":\"image\",\"Action\":\"pull\"}")).isEmpty();
    assertThat(event("{}")).isEmpty();
  }
}
