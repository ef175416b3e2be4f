package praetor.agent.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import praetor.agent.RequestException;
import praetor.model.Bytes;

class UserEventsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final EventSource source = new LoneEventSource();
  private final UserEvents events =
      new UserEvents(source, "node1", () -> List.of(new TaggedService("web", List.of("v1"))));

  private UserEvent fire(String name, String payload) {
    var event = UserEvents.draft(name, Bytes.utf8(payload), "", "", "");
    events.fire(event);
    return event;
  }

  private FoundEvents all() {
    return events.list(_ -> true, 0, LONG).join();
  }

  @Test
  void aLoneAgentReceivesWhatItFiresWithRisingTimes() {
    var first = fire("deploy", "a");
    var second = fire("deploy", "");
    assertThat(all().events()).containsExactly(first.at(2), second.at(3));
    assertThat(all().index()).isEqualTo(second.index());
  }

  @Test
  void theIndexIsMadeFromTheIdOfTheLastEvent() {
    var event =
        new UserEvent("c0ca682e-79a8-b713-0419-b7bcbfd9007d", "e1", Bytes.EMPTY, "", "", "", 1, 2);
    assertThat(Long.toUnsignedString(event.index())).isEqualTo("14182925473007384430");
    assertThat(all()).isEqualTo(new FoundEvents(List.of(), 1));
  }

  @Test
  void onlyEventsForThisAgentAreKept() {
    events.fire(UserEvents.draft("deploy", Bytes.EMPTY, "other", "", ""));
    events.fire(UserEvents.draft("deploy", Bytes.EMPTY, "", "api", ""));
    events.fire(UserEvents.draft("deploy", Bytes.EMPTY, "node", "web", "v"));
    assertThat(all().events()).hasSize(1);
    assertThat(all().events().getFirst().lamportTime()).isEqualTo(4);
  }

  @Test
  void theLast256EventsAreKept() {
    for (int i = 0; i < 300; i++) {
      fire("e" + i, "");
    }
    assertThat(all().events()).hasSize(256);
    assertThat(all().events().getFirst().name()).isEqualTo("e44");
    assertThat(all().events().getLast().name()).isEqualTo("e299");
  }

  @Test
  void aReaderWithTheLastIndexWaitsForAnEventThatItWants() {
    long index = fire("a", "1").index();
    var waiting = events.list(event -> event.name().equals("a"), index, LONG);
    fire("b", "");
    assertThat(waiting).isNotDone();
    var next = fire("a", "2");
    assertThat(waiting).isCompletedWithValueMatching(found -> found.index() == next.index());
    assertThat(waiting.join().events()).hasSize(2);
  }

  @Test
  void aReaderWithAnyOtherIndexIsAnsweredAtOnce() {
    fire("a", "1");
    assertThat(events.list(_ -> true, 5, LONG)).isDone();
    assertThat(events.list(event -> event.name().equals("none"), 5, LONG)).isDone();
    assertThat(events.list(event -> event.name().equals("none"), 1, LONG)).isNotDone();
  }

  @Test
  void aReaderWhoseTimeIsOverGetsWhatThereIs() {
    long index = fire("a", "1").index();
    var found = events.list(_ -> true, index, Duration.ofMillis(1)).join();
    assertThat(found.events()).hasSize(1);
  }

  @Test
  void eventsOfExecAreTakenAndNotListed() {
    var taken = new ArrayList<Bytes>();
    fire("_rexec", "ignored while nobody takes it");
    events.onRemoteExec(taken::add);
    fire("_rexec", "job");
    assertThat(taken).containsExactly(Bytes.utf8("job"));
    assertThat(all().events()).isEmpty();
  }

  /** The limits of Consul 1.21.4, probed byte by byte with an event named "s". */
  @Test
  void whatIsTooLargeIsRefusedBeforeAndAfterEncoding() {
    fire("s", "x".repeat(414));
    assertRefused("s", 415, "encoded user event exceeds configured limit of 512 bytes after");
    assertRefused("s", 444, "encoded user event exceeds configured limit of 512 bytes after");
    assertRefused("s", 445, "user event exceeds configured limit of 512 bytes before");
    for (int i = all().events().size(); i < 300; i++) {
      fire("count", "");
    }
    fire("s", "x".repeat(412));
    assertRefused("s", 413, "encoded user event exceeds configured limit of 512 bytes after");
  }

  private void assertRefused(String name, int payloadBytes, String text) {
    assertThatThrownBy(() -> fire(name, "x".repeat(payloadBytes)))
        .isInstanceOf(RequestException.class)
        .hasMessage("error broadcasting event: " + text + " encoding");
  }

  @Test
  void eventsThatCannotBeReadAndThoseOfConsulItselfAreLeftAlone() {
    source.broadcast("consul:new-leader", Bytes.utf8("node1"));
    source.broadcast("consul:event:odd", Bytes.utf8("no MessagePack"));
    assertThat(all().events()).isEmpty();
  }

  @Test
  void theWireFormReadsBackAsItWas() throws Exception {
    var event =
        new UserEvent(
            "c0ca682e-79a8-b713-0419-b7bcbfd9007d",
            "grüße",
            Bytes.utf8("p".repeat(300)),
            "n",
            "s".repeat(40),
            "t",
            1,
            0);
    assertThat(UserEventCodec.decode(UserEventCodec.encode(event))).isEqualTo(event);
    var bare = new UserEvent(event.id(), "a", Bytes.EMPTY, "", "", "", 1, 0);
    assertThat(UserEventCodec.decode(UserEventCodec.encode(bare))).isEqualTo(bare);
    assertThat(UserEventCodec.encode(bare).length()).isEqualTo(1 + 3 + 38 + 2 + 2 + 2 + 1);
  }
}
