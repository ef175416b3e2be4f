package praetor.snapshot.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import praetor.model.Bytes;

class KvChangesTest {
  private static final KvRecord A = record("a", 0, "1");
  private static final KvRecord B = record("b", 0, "1");

  private static KvRecord record(String key, long flags, String value) {
    return new KvRecord(key, flags, Bytes.utf8(value));
  }

  @Test
  void whatIsEqualIsNoChange() {
    assertThat(KvChanges.between(List.of(A, B), List.of(B, A)))
        .isEqualTo(new KvChanges(List.of(), List.of(), List.of()));
  }

  @Test
  void valuesAndFlagsMakeADifference() {
    var flagged = record("a", 7, "1");
    var other = record("b", 0, "2");
    assertThat(KvChanges.between(List.of(A, B), List.of(flagged, other)).changed())
        .containsExactly(flagged, other);
  }

  @Test
  void whatCameAndWhatWentIsTold() {
    var changes = KvChanges.between(List.of(A), List.of(B));
    assertThat(changes.added()).containsExactly(B);
    assertThat(changes.removed()).containsExactly(A);
  }
}
