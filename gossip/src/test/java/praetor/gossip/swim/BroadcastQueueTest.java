package praetor.gossip.swim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BroadcastQueueTest {
  // 9 members: 4 * ceil(log10(10)) = 4 transmits.
  private final BroadcastQueue queue = new BroadcastQueue(4, () -> 9);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> take(int limit) {
    return queue.take(2, limit).stream()
        .map(message -> new String(message, StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void sendsEachMessageAsOftenAsTheNumberOfMembersAsks() {
    queue.add(bytes("a"));
    for (int i = 0; i < 4; i++) {
      assertThat(take(100)).containsExactly("a");
    }
    assertThat(take(100)).isEmpty();
    assertThat(queue.size()).isZero();
  }

  @Test
  void takesTheLongestFirstAndTheNewestOfEqualLength() {
    queue.add(bytes("old"));
    queue.add(bytes("new"));
    queue.add(bytes("longest"));
    queue.add(bytes("x"));
    assertThat(take(100)).containsExactly("longest", "new", "old", "x");
  }

  @Test
  void prefersWhatWasSentLeast() {
    queue.add(bytes("longer"));
    assertThat(take(100)).containsExactly("longer");
    queue.add(bytes("b"));
    assertThat(take(100)).containsExactly("b", "longer");
  }

  @Test
  void fillsTheRoomWithWhatFits() {
    queue.add(bytes("0123456789"));
    queue.add(bytes("abc"));
    queue.add(bytes("de"));
    assertThat(take(9)).containsExactly("abc", "de");
    assertThat(take(12)).containsExactly("0123456789");
    assertThat(take(3)).isEmpty();
  }

  @Test
  void newerMessageAboutTheSameReplacesTheOlder() {
    var finished = new ArrayList<String>();
    queue.addAbout("web-1", bytes("suspect"), () -> finished.add("suspect"));
    queue.addAbout("web-1", bytes("alive"), () -> finished.add("alive"));
    assertThat(finished).containsExactly("suspect");
    assertThat(take(100)).containsExactly("alive");
    take(100);
    take(100);
    take(100);
    assertThat(finished).containsExactly("suspect", "alive");
  }

  @Test
  void prunedQueueKeepsWhatWasSentLeast() {
    queue.add(bytes("sent"));
    take(100);
    queue.add(bytes("fresh"));
    queue.prune(1);
    assertThat(take(100)).containsExactly("fresh");
  }
}
