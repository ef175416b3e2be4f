package praetor.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import praetor.snapshot.storage.StoredObject;

class SnapshotIdTest {
  private static final Instant NOW = Instant.parse("2016-11-18T21:16:12.206993731Z");

  @Test
  void anIdIsTheTimeInNanoseconds() {
    var id = SnapshotId.next(NOW, Optional.empty());
    assertThat(id).hasToString("1479503772206993731");
    assertThat(id.fileName()).isEqualTo("consul-1479503772206993731.snap");
    assertThat(id.time()).isEqualTo(NOW);
  }

  @Test
  void idsRiseEvenWhenTheClockGoesBack() {
    var before = SnapshotId.next(NOW, Optional.empty());
    var after = SnapshotId.next(NOW.minusSeconds(3600), Optional.of(before));
    assertThat(after.nanos()).isEqualTo(before.nanos() + 1);
    assertThat(SnapshotId.next(NOW, Optional.of(before))).isGreaterThan(before);
  }

  @Test
  void onlyNamesOfSnapshotsHaveOne() {
    assertThat(SnapshotId.ofName("consul-12.snap")).contains(new SnapshotId(12));
    assertThat(SnapshotId.ofName("consul-.snap")).isEmpty();
    assertThat(SnapshotId.ofName("consul-012.snap")).isEmpty();
    assertThat(SnapshotId.ofName("consul-99999999999999999999.snap")).isEmpty();
    assertThat(SnapshotId.ofName("consul-12.snap.old")).isEmpty();
    assertThat(SnapshotId.ofName("backup.snap")).isEmpty();
  }

  static List<StoredObject> stored(String... names) {
    return List.of(names).stream().map(name -> new StoredObject(name, 1, Instant.EPOCH)).toList();
  }
}
