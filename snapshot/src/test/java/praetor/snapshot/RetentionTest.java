package praetor.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {
  @Test
  void theOldestBeyondTheNumberGo() {
    assertThat(surplus(2, 4, "consul-1.snap", "consul-4.snap", "consul-2.snap", "consul-3.snap"))
        .containsExactly(new SnapshotId(1), new SnapshotId(2));
  }

  @Test
  void zeroKeepsAll() {
    assertThat(surplus(0, 2, "consul-1.snap", "consul-2.snap")).isEmpty();
  }

  @Test
  void theLastGoodOneStaysWhateverItsAge() {
    assertThat(surplus(1, 1, "consul-1.snap", "consul-2.snap", "consul-3.snap"))
        .containsExactly(new SnapshotId(2));
  }

  @Test
  void otherFilesAreLeftAlone() {
    assertThat(surplus(1, 9, "consul-9.snap", "notes.txt", "consul-x.snap", "backup.snap"))
        .isEmpty();
  }

  private static List<SnapshotId> surplus(int retain, long lastGood, String... names) {
    return Retention.surplus(
        SnapshotIdTest.stored(names), SnapshotId::ofName, retain, new SnapshotId(lastGood));
  }
}
