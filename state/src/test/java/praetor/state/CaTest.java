package praetor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import praetor.model.codec.JsonValue;
import praetor.model.codec.TimeCodec;
import praetor.model.connect.CaConfig;
import praetor.model.connect.CaProviderState;
import praetor.model.connect.CaRoot;
import praetor.state.command.CaRequest;

/** The mesh's authority in the state. */
class CaTest {
  private static final Outcome YES = new Outcome.Answered(true);
  private static final Outcome NO = new Outcome.Answered(false);

  private final Fixture fixture = new Fixture();

  private static CaRequest install(String id, long index) {
    var config =
        new CaConfig(
            "11111111-2222-3333-4444-555555555555",
            "consul",
            Map.of("LeafCertTTL", new JsonValue.Str("72h")),
            Map.of(),
            false,
            0,
            index);
    var root =
        new CaRoot(
            id,
            "Consul CA Primary Cert",
            7,
            "aa",
            "11111111-2222-3333-4444-555555555555",
            Instant.parse("2026-11-21T20:48:06Z"),
            Instant.parse("2036-11-18T20:48:06Z"),
            "certificate of " + id,
            List.of(),
            "",
            "",
            true,
            TimeCodec.YEAR_1,
            "ec",
            256,
            0,
            0);
    var secret = new CaProviderState("s-" + id, "key", root.rootCert(), "", 0, 0);
    return CaRequest.install(config, secret, List.of(root));
  }

  @Test
  void theSecondOfTwoLeadersChangesNothing() {
    assertThat(fixture.write(install("one", 0))).isEqualTo(YES);
    long index = fixture.index();
    assertThat(fixture.write(install("two", 0))).isEqualTo(NO);
    var read = fixture.view().caRoots(WatchSet.none());
    assertThat(read.index()).isEqualTo(index);
    assertThat(read.value().activeRootId()).isEqualTo("one");
    assertThat(read.value().trustDomain()).isEqualTo("11111111-2222-3333-4444-555555555555.consul");
    assertThat(fixture.write(install("two", index))).isEqualTo(YES);
    var roots = fixture.view().caRoots(WatchSet.none()).value();
    assertThat(roots.roots()).extracting(CaRoot::id).containsExactly("two");
    assertThat(fixture.view().caProviderState(roots.roots().getFirst()))
        .map(CaProviderState::id)
        .contains("s-two");
  }

  @Test
  void everySerialNumberIsAnotherOne() {
    var first = fixture.write(CaRequest.nextSerial());
    assertThat(first).isEqualTo(new Outcome.Numbered(fixture.index()));
    assertThat(fixture.write(CaRequest.nextSerial())).isNotEqualTo(first);
  }

  @Test
  void aSnapshotHoldsTheAuthority() throws Exception {
    fixture.write(install("one", 0));
    var out = new ByteArrayOutputStream();
    SnapshotWriter.write(fixture.view(), out);
    var read = SnapshotReader.read(new ByteArrayInputStream(out.toByteArray())).view();
    assertThat(read.caRoots(WatchSet.none())).isEqualTo(fixture.view().caRoots(WatchSet.none()));
    assertThat(read.caConfig(WatchSet.none()).value())
        .isEqualTo(fixture.view().caConfig(WatchSet.none()).value());
    assertThat(read.caProviderState(read.caRoots(WatchSet.none()).value().roots().getFirst()))
        .isPresent();
  }

  @Test
  void theAuthorityOfAConsulSnapshotIsTheOneOfTheState() throws Exception {
    var state = Resources.stateBin("snap121-rich.tgz");
    var view = SnapshotReader.read(new ByteArrayInputStream(state)).view();
    var roots = view.caRoots(WatchSet.none()).value();
    assertThat(roots.activeRootId()).matches("([0-9a-f]{2}:){19}[0-9a-f]{2}");
    assertThat(roots.trustDomain()).endsWith(".consul");
    assertThat(roots.roots()).filteredOn(CaRoot::active).hasSize(1);
    var active = roots.roots().stream().filter(CaRoot::active).findFirst().orElseThrow();
    assertThat(view.caProviderState(active)).isPresent();
  }
}
