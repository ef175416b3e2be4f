package praetor.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import praetor.gossip.GossipEvent;
import praetor.gossip.GossipEvent.MemberChanged;
import praetor.gossip.Member;
import praetor.gossip.MemberChange;
import praetor.gossip.MemberStatus;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.Versions;

class MemberLogTest {
  private static final List<String> LINES =
      List.of(
          "alive: n1 127.0.0.1:8301",
          "alive: with space 10.0.0.2:8301",
          "alive: v6 [2001:db8::1]:8301",
          "clock: 7",
          "event-clock: 3",
          "not-alive: n1",
          "query-clock: 2",
          "# comment",
          "clock: 9");

  private static GossipEvent event(MemberChange change, String name) {
    return new MemberChanged(
        change,
        new Member(
            name, Endpoint.of("10.0.0.9", 8301), Map.of(), MemberStatus.ALIVE, Versions.CONSUL));
  }

  @Test
  void linesOfConsulAreRead() {
    var log = MemberLog.replay(LINES, false);
    assertThat(log.endpoints("me"))
        .containsExactly(Endpoint.of("10.0.0.2", 8301), Endpoint.of("2001:db8::1", 8301));
    assertThat(log.clocks()).isEqualTo(new Serf.Clocks(9, 3, 2));
  }

  @Test
  void memberThatLeftForgetsUnlessItRejoins() {
    var left = new ArrayList<>(LINES);
    left.add("leave");
    assertThat(MemberLog.replay(left, false).endpoints("me")).isEmpty();
    assertThat(MemberLog.replay(left, false).clocks()).isEqualTo(new Serf.Clocks(0, 0, 0));
    assertThat(MemberLog.replay(left, true).endpoints("me")).hasSize(2);
  }

  @Test
  void tornLastLineIsPassedOver() {
    for (var torn : List.of("ali", "alive: n9", "alive: n9 10.0.0.", "clock: ", "event-cl")) {
      var lines = new ArrayList<>(LINES);
      lines.add(torn);
      var log = MemberLog.replay(lines, false);
      assertThat(log.endpoints("me")).hasSize(2);
      assertThat(log.clocks()).isEqualTo(new Serf.Clocks(9, 3, 2));
    }
  }

  @Test
  void eventsAndClocksAddTheLinesThatConsulWrites() {
    var log = new MemberLog();
    assertThat(log.lines(event(MemberChange.JOINED, "n1")))
        .containsExactly("alive: n1 10.0.0.9:8301");
    assertThat(log.lines(new Serf.Clocks(3, 1, 2))).containsExactly("clock: 2", "query-clock: 1");
    assertThat(log.lines(new Serf.Clocks(3, 1, 2))).isEmpty();
    assertThat(log.lines(event(MemberChange.FAILED, "n1"))).containsExactly("not-alive: n1");
    assertThat(log.lines(event(MemberChange.REAPED, "n1"))).isEmpty();
  }

  @Test
  void compactedLogSaysTheSame() {
    var log = MemberLog.replay(LINES, false);
    var again = MemberLog.replay(log.compacted(), false);
    assertThat(again.endpoints("me")).isEqualTo(log.endpoints("me"));
    assertThat(again.clocks()).isEqualTo(log.clocks());
    assertThat(log.isTooLong(100_000)).isFalse();
    assertThat(log.isTooLong(200_000)).isTrue();
  }
}
