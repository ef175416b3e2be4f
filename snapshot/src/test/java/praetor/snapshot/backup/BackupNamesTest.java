package praetor.snapshot.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import praetor.snapshot.SnapshotId;

class BackupNamesTest {
  private static final String NAME = "consul-kv-2026-11-21T22-10-05.123456789Z.json";

  @Test
  void aNameIsItsTimeAndSoIsTheId() {
    var id = SnapshotId.next(Instant.parse("2026-11-21T22:10:05.123456789Z"), Optional.empty());
    assertThat(BackupNames.BY_TIME.fileName(id)).isEqualTo(NAME);
    assertThat(BackupNames.BY_TIME.idOf(NAME)).contains(id);
  }

  @Test
  void namesRiseWithTheirIds() {
    var now = Instant.parse("2026-11-21T23:59:59.999999999Z");
    var one = SnapshotId.next(now, Optional.empty());
    var two = SnapshotId.next(now, Optional.of(one));
    assertThat(BackupNames.BY_TIME.fileName(two))
        .isEqualTo("consul-kv-2026-11-22T00-00-00.000000000Z.json")
        .isGreaterThan(BackupNames.BY_TIME.fileName(one));
  }

  @Test
  void otherFilesHaveNoId() {
    for (var name :
        Set.of(
            "notes.json",
            "consul-kv-.json",
            "consul-kv-2026-02-30T22-10-05.123456789Z.json",
            "consul-kv-2026-11-21.json",
            NAME + ".old",
            "adsabs_consul_kv.2015-10-21.json")) {
      assertThat(BackupNames.BY_TIME.idOf(name)).as(name).isEmpty();
    }
  }

  @Test
  void aFixedNameGivesWayToThoseThereAre() {
    assertThat(BackupNames.Fixed.free("kv.2015-10-21", Set.of()).name())
        .isEqualTo("kv.2015-10-21.json");
    assertThat(
            BackupNames.Fixed.free(
                    "kv.2015-10-21", Set.of("kv.2015-10-21.json", "kv.2015-10-21-2.json"))
                .name())
        .isEqualTo("kv.2015-10-21-3.json");
  }
}
