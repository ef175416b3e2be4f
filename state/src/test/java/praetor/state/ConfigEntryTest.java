package praetor.state;

import static org.assertj.core.api.Assertions.assertThat;
import static praetor.state.command.ConfigEntryRequest.Op.DELETE;
import static praetor.state.command.ConfigEntryRequest.Op.DELETE_CAS;
import static praetor.state.command.ConfigEntryRequest.Op.UPSERT;
import static praetor.state.command.ConfigEntryRequest.Op.UPSERT_CAS;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.entry.ConfigEntry;
import praetor.model.entry.EntryDecoder;
import praetor.model.entry.EntryKinds;
import praetor.state.command.ConfigEntryRequest;

/** Config entries; what writes come to as Consul 1.21.4 had it, vector config-errors. */
class ConfigEntryTest {
  private static final String KIND = EntryKinds.EXPORTED_SERVICES;
  private static final Outcome YES = new Outcome.Answered(true);
  private static final Outcome NO = new Outcome.Answered(false);

  private final Fixture fixture = new Fixture();

  private static ConfigEntry exporting(String service) {
    try {
      return EntryDecoder.read(
          JsonReader.read(
              """
              {"Kind": "exported-services", "Name": "default",
               "Services": [{"Name": "%s", "Consumers": [{"Peer": "p"}]}]}
              """
                  .formatted(service)));
    } catch (DecodeException e) {
      throw new IllegalArgumentException(service, e);
    }
  }

  private Outcome write(ConfigEntryRequest.Op op, ConfigEntry entry, long index) {
    return fixture.write(new ConfigEntryRequest(op, entry.withIndexes(0, index)));
  }

  private Outcome write(ConfigEntryRequest.Op op, ConfigEntry entry) {
    return write(op, entry, 0);
  }

  private ConfigEntry held() {
    return fixture.view().configEntry(KIND, "DEFAULT", WatchSet.none()).value().orElseThrow();
  }

  private long index() {
    return fixture.view().configEntries(KIND, WatchSet.none()).index();
  }

  @Test
  void aChangeKeepsTheIndexOfTheCreation() {
    write(UPSERT, exporting("a"));
    long created = held().createIndex();
    assertThat(write(UPSERT, exporting("b"))).isEqualTo(YES);
    assertThat(held().createIndex()).isEqualTo(created);
    assertThat(held().modifyIndex()).isEqualTo(index()).isGreaterThan(created);
  }

  @Test
  void anEntryWrittenAsItIsStaysUntouchedWhateverIndexIsAsked() {
    write(UPSERT, exporting("a"));
    long index = index();
    assertThat(write(UPSERT, exporting("a"))).isEqualTo(YES);
    assertThat(write(UPSERT_CAS, exporting("a"), 99)).isEqualTo(YES);
    assertThat(index()).isEqualTo(index);
  }

  @Test
  void conditionalWritesNeedTheIndexOfTheEntry() {
    assertThat(write(UPSERT_CAS, exporting("a"), 99)).isEqualTo(NO);
    assertThat(write(UPSERT_CAS, exporting("a"), 0)).isEqualTo(YES);
    assertThat(write(UPSERT_CAS, exporting("b"), 0)).isEqualTo(NO);
    assertThat(write(UPSERT_CAS, exporting("b"), index())).isEqualTo(YES);
    assertThat(write(DELETE_CAS, exporting("b"), 1_000)).isEqualTo(NO);
    assertThat(write(DELETE_CAS, exporting("b"), index())).isEqualTo(YES);
    assertThat(write(DELETE_CAS, exporting("b"), 7)).isEqualTo(YES);
  }

  @Test
  void deletionsMoveTheIndexWhenSomethingWasThere() {
    write(UPSERT, exporting("a"));
    long written = index();
    write(DELETE, exporting("a"));
    long deleted = index();
    write(DELETE, exporting("a"));
    assertThat(deleted).isGreaterThan(written);
    assertThat(index()).isEqualTo(deleted);
    assertThat(fixture.view().configEntries(WatchSet.none()).value()).isEmpty();
  }

  @Test
  void snapshotsHoldEntries() throws Exception {
    write(UPSERT, exporting("a"));
    var out = new ByteArrayOutputStream();
    SnapshotWriter.write(fixture.view(), out);
    var restored = SnapshotReader.read(new ByteArrayInputStream(out.toByteArray()));
    var entries = restored.view().configEntries(WatchSet.none());
    assertThat(entries.value()).containsExactly(held());
    assertThat(entries.index()).isEqualTo(index());
    assertThat(restored.report().unknownKeys()).isEmpty();
  }
}
