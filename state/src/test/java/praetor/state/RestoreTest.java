package praetor.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.PackReader;
import praetor.state.archive.RecordStream;
import praetor.state.archive.Target;
import praetor.state.command.KvsRequest;
import praetor.state.command.RestoreRequest;

/** Restores through the log, and what is written for whom. */
class RestoreTest {
  private static final String ID = "r1";

  /** The records of an archive in chunks of some records each. */
  private static List<Bytes> chunks(String archive, int recordsEach) throws Exception {
    var records = new RecordStream(new ByteArrayInputStream(Resources.stateBin(archive)));
    records.header();
    List<Bytes> chunks = new ArrayList<>();
    var chunk = new ByteArrayOutputStream();
    int count = 0;
    while (records.next()) {
      chunk.write(records.record().array());
      if (++count % recordsEach == 0) {
        chunks.add(Bytes.owned(chunk.toByteArray()));
        chunk.reset();
      }
    }
    chunks.add(Bytes.owned(chunk.toByteArray()));
    return chunks;
  }

  private static Outcome restore(Fixture fixture, String archive, List<String> only, String as)
      throws Exception {
    var chunks = chunks(archive, 7);
    fixture.write(RestoreRequest.begin(ID, 105, 105));
    for (int i = 0; i < chunks.size(); i++) {
      assertThat(fixture.write(RestoreRequest.chunk(ID, i, chunks.get(i))))
          .isInstanceOf(Outcome.Done.class);
    }
    return fixture.write(RestoreRequest.commit(ID, chunks.size(), only, as));
  }

  private static byte[] written(StateView view) throws IOException {
    var out = new ByteArrayOutputStream();
    SnapshotWriter.write(view, out);
    return out.toByteArray();
  }

  private static List<byte[]> recordsOf(byte[] state) throws IOException, DecodeException {
    var records = new RecordStream(new ByteArrayInputStream(state));
    records.header();
    List<byte[]> list = new ArrayList<>();
    while (records.next()) {
      list.add(records.record().array());
    }
    return list;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "snap121-rich.tgz",
        "snap121-resources.tgz",
        "snap121-kv.tgz",
        "snap121-empty.tgz",
        "snap110.tgz"
      })
  void everyRecordOfConsulIsWrittenAgain(String archive) throws Exception {
    var state = Resources.stateBin(archive);
    var view = SnapshotReader.read(new ByteArrayInputStream(state)).view();
    var before = types(recordsOf(state));
    var target = archive.equals("snap110.tgz") ? Target.CONSUL_1_10 : Target.CONSUL_1_21;
    var out = new ByteArrayOutputStream();
    assertThat(SnapshotWriter.write(view, target, out)).isEmpty();
    assertThat(types(recordsOf(out.toByteArray()))).isEqualTo(before);
  }

  /** Types in their order, but those of the indexes, which a 1.10 snapshot has in another form. */
  private static List<Integer> types(List<byte[]> records) {
    return records.stream().map(record -> record[0] & 0xff).filter(type -> type != 16).toList();
  }

  @Test
  void recordsWithoutATableAreKeptToTheByte() throws Exception {
    var state = Resources.stateBin("snap121-rich.tgz");
    var view = SnapshotReader.read(new ByteArrayInputStream(state)).view();
    var again = recordsOf(written(view)).stream().map(Bytes::owned).toList();
    var kept = List.of(17, 19, 22, 23, 25, 27, 30, 35, 38, 40);
    assertThat(
            recordsOf(state).stream()
                .filter(record -> kept.contains(record[0] & 0xff) && !hasATable(record))
                .map(Bytes::owned))
        .hasSizeGreaterThan(30)
        .allMatch(again::contains);
  }

  /** Of the configuration entries, these kinds are read and written anew. */
  private static boolean hasATable(byte[] record) {
    var text = new String(record, StandardCharsets.ISO_8859_1);
    return (record[0] & 0xff) == 22
        && (text.contains("exported-services") || text.contains("terminating-gateway"));
  }

  static Stream<Arguments> leftOut() {
    return Stream.of(
        arguments("snap121-rich.tgz", Target.CONSUL_1_21, "{}"),
        // Peers' data, config entries that came later, virtual addresses, peerings.
        arguments(
            "snap121-rich.tgz",
            Target.CONSUL_1_10,
            "{0=2, 16=5, 22=8, 32=6, 33=1, 35=2, 38=1, 40=2}"),
        arguments("snap121-resources.tgz", Target.CONSUL_1_10, "{42=4}"),
        arguments("snap121-bad-type43.tgz", Target.CONSUL_1_21, "{43=1}"),
        arguments("snap121-bad-type4.tgz", Target.CONSUL_1_21, "{4=1}"),
        arguments("snap121-bad-type4.tgz", Target.CONSUL_1_10, "{}"),
        arguments("snap121-bad-kind.tgz", Target.CONSUL_1_21, "{22=1}"),
        arguments("snap121-bad-type64.tgz", Target.PRAETOR, "{}"));
  }

  @ParameterizedTest
  @MethodSource
  void leftOut(String archive, Target target, String expected) throws Exception {
    var view = SnapshotReader.read(new ByteArrayInputStream(Resources.stateBin(archive))).view();
    var out = new ByteArrayOutputStream();
    assertThat(SnapshotWriter.write(view, target, out)).hasToString(expected);
    for (byte[] record : recordsOf(out.toByteArray())) {
      var value = new PackReader(Arrays.copyOfRange(record, 1, record.length));
      assertThat(target.restores(record[0] & 0xff, value)).isTrue();
    }
  }

  @Test
  void indexesHaveTheNamesThatTheTargetKnows() throws Exception {
    var view =
        SnapshotReader.read(new ByteArrayInputStream(Resources.stateBin("snap121-rich.tgz")))
            .view();
    var out = new ByteArrayOutputStream();
    SnapshotWriter.write(view, Target.CONSUL_1_10, out);
    var keys = indexKeys(out.toByteArray());
    assertThat(keys).contains("nodes", "service.db", "service_kind.connect-proxy", "kvs");
    assertThat(keys).noneMatch(key -> key.startsWith("peer."));
    assertThat(indexKeys(written(view))).contains("peer.~:service.db", "peer.peer2:nodes");
  }

  private static List<String> indexKeys(byte[] state) throws Exception {
    List<String> keys = new ArrayList<>();
    var records = new RecordStream(new ByteArrayInputStream(state));
    records.header();
    while (records.next()) {
      if (records.type() == 16) {
        keys.add(IndexTable.Entry.SHAPE.readPack(records.reader()).key());
      }
    }
    return keys;
  }

  @Test
  void aRestoreReplacesEverythingAtItsCommitAndWakesEverybody() throws Exception {
    var fixture = new Fixture();
    fixture.set("before", "1");
    var fired = new AtomicInteger();
    var watch = new WatchSet();
    fixture.view().kvGet(Bytes.utf8("nothing"), watch);
    fixture.store.watches().register(watch, fired::incrementAndGet);
    long restores = fixture.view().restores();

    var chunks = chunks("snap121-rich.tgz", 10);
    fixture.write(RestoreRequest.begin(ID, 105, 105));
    for (int i = 0; i < chunks.size(); i++) {
      fixture.write(RestoreRequest.chunk(ID, i, chunks.get(i)));
    }
    fixture.set("meanwhile", "2");
    assertThat(fixture.view().kvGet(Bytes.utf8("before"), WatchSet.none()).value()).isPresent();
    assertThat(fired).hasValue(0);
    assertThat(fixture.view().restores()).isEqualTo(restores);

    var outcome = fixture.write(RestoreRequest.commit(ID, chunks.size()));
    assertThat(outcome).isInstanceOf(Outcome.Restored.class);
    assertThat(((Outcome.Restored) outcome).report().kept()).containsEntry(17, 4);
    assertThat(fired).hasValue(1);
    assertThat(fixture.view().restores()).isEqualTo(restores + 1);
    var keys = fixture.view().kvList(Bytes.EMPTY, WatchSet.none()).value();
    assertThat(keys).hasSize(6).noneMatch(entry -> entry.key().utf8().equals("before"));
    assertThat(fixture.view().sessions(WatchSet.none()).value()).hasSize(2);
    assertThat(fixture.store.restoreUnderWay()).isEmpty();
  }

  @Test
  void theNextWriteHasAnIndexAboveAllInTheSnapshot() throws Exception {
    var fixture = new Fixture();
    restore(fixture, "snap121-rich.tgz", List.of(), "");
    assertThat(fixture.index()).isLessThan(60);
    assertThat(fixture.view().lastIndex()).isEqualTo(106);
    fixture.set("next", "1");
    long index =
        fixture
            .view()
            .kvGet(Bytes.utf8("next"), WatchSet.none())
            .value()
            .orElseThrow()
            .modifyIndex();
    assertThat(index).isEqualTo(107);
    // A second time: above its own past.
    restore(fixture, "snap121-rich.tgz", List.of(), "");
    fixture.set("next", "1");
    assertThat(
            fixture
                .view()
                .kvGet(Bytes.utf8("next"), WatchSet.none())
                .value()
                .orElseThrow()
                .modifyIndex())
        .isGreaterThan(index);
  }

  @Test
  void aStoreStoppedWithinARestoreGoesOnWithIt() throws Exception {
    var chunks = chunks("snap121-rich.tgz", 9);
    for (int stop = 0; stop <= chunks.size(); stop++) {
      var fixture = new Fixture();
      // So that indexes of the log and of the state differ.
      restore(fixture, "snap110.tgz", List.of(), "");
      fixture.set("mine", "1");
      fixture.write(RestoreRequest.begin(ID, 300, 105));
      for (int i = 0; i < stop; i++) {
        fixture.write(RestoreRequest.chunk(ID, i, chunks.get(i)));
      }
      var out = new ByteArrayOutputStream();
      fixture.store.snapshot().writeTo(out);
      var copy = new StateStore(new TestClock());
      copy.restoreSnapshot(new ByteArrayInputStream(out.toByteArray()));
      assertThat(written(copy.view())).isEqualTo(written(fixture.view()));
      assertThat(copy.restoreUnderWay()).contains(ID);
      var again = new ByteArrayOutputStream();
      copy.snapshot().writeTo(again);
      assertThat(again.toByteArray()).isEqualTo(out.toByteArray());

      for (int i = stop; i < chunks.size(); i++) {
        var chunk = RestoreRequest.chunk(ID, i, chunks.get(i));
        fixture.write(chunk);
        copy.apply(fixture.index(), chunk);
      }
      var commit = RestoreRequest.commit(ID, chunks.size());
      fixture.write(commit);
      copy.apply(fixture.index(), commit);
      copy.publish();
      assertThat(copy.view().lastIndex()).isEqualTo(301).isEqualTo(fixture.view().lastIndex());
      assertThat(written(copy.view())).isEqualTo(written(fixture.view()));
    }
  }

  @Test
  void stepsOfAnotherRestoreAndMissingChunksAreRefused() throws Exception {
    var fixture = new Fixture();
    fixture.set("a", "1");
    var before = written(fixture.view());
    var chunks = chunks("snap121-rich.tgz", 9);
    fixture.write(RestoreRequest.begin(ID, 105, 105));
    fixture.write(RestoreRequest.chunk(ID, 0, chunks.getFirst()));
    refused(fixture, RestoreRequest.chunk("other", 1, chunks.get(1)), "another restore");
    refused(fixture, RestoreRequest.commit(ID, chunks.size()), "chunks of the snapshot");
    refused(fixture, RestoreRequest.commit(ID, 1), "another restore");
    fixture.write(RestoreRequest.begin("r2", 105, 105));
    refused(fixture, RestoreRequest.chunk("r2", 1, chunks.get(1)), "chunk 1 came where 0");
    fixture.write(RestoreRequest.begin("r3", 105, 105));
    fixture.write(RestoreRequest.abort("r3"));
    refused(fixture, RestoreRequest.commit("r3", 0), "another restore");
    refused(fixture, RestoreRequest.begin("r4", -1, 1), "out of range");
    assertThat(recordsOf(written(fixture.view())).stream().map(Bytes::owned))
        .containsExactlyElementsOf(recordsOf(before).stream().map(Bytes::owned).toList());
  }

  private static void refused(Fixture fixture, RestoreRequest request, String why) {
    assertThat(fixture.write(request))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.reason()).contains(why));
  }

  @ParameterizedTest
  @ValueSource(strings = {"snap121-bad-check.tgz", "snap121-bad-flags.tgz"})
  void recordsThatCannotBeReadEndTheRestoreAndChangeNothing(String archive) throws Exception {
    var fixture = new Fixture();
    fixture.set("a", "1");
    fixture.write(RestoreRequest.begin(ID, 5, 5));
    var outcome = fixture.write(RestoreRequest.chunk(ID, 0, chunks(archive, 1_000).getFirst()));
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(fixture.store.restoreUnderWay()).isEmpty();
    assertThat(fixture.view().kvList(Bytes.EMPTY, WatchSet.none()).value()).hasSize(1);
  }

  @Test
  void aPartOfTheKeysIsPutBackAndTheRestStays() throws Exception {
    var fixture = new Fixture();
    fixture.set("other", "1");
    fixture.set("s/new", "1");
    fixture.set("s/binary", "changed");
    long otherIndex = fixture.view().kvGet(Bytes.utf8("other"), WatchSet.none()).index();
    assertThat(restore(fixture, "snap121-rich.tgz", List.of("kv:s/"), ""))
        .isInstanceOf(Outcome.Restored.class);
    var none = WatchSet.none();
    var keys = fixture.view().kvList(Bytes.utf8("s/"), none).value();
    assertThat(keys.stream().map(entry -> entry.key().utf8()))
        .contains("s/binary", "s/locked")
        .doesNotContain("s/new");
    assertThat(fixture.view().kvGet(Bytes.utf8("s/binary"), none).value().orElseThrow().value())
        .isEqualTo(Bytes.owned(new byte[] {0, 1, (byte) 0xfe, (byte) 0xff}));
    assertThat(fixture.view().kvGet(Bytes.utf8("s/locked"), none).value().orElseThrow().session())
        .isEmpty();
    assertThat(fixture.view().kvGet(Bytes.utf8("other"), none).index()).isEqualTo(otherIndex);
    assertThat(fixture.view().nodes(none).value()).isEmpty();
    // All with one index: it was one write.
    assertThat(keys.stream().map(entry -> entry.modifyIndex()).distinct()).hasSize(1);
    assertThat(fixture.view().restores()).isZero();
  }

  @Test
  void keysComeUnderAnotherPrefixBesideWhatIsThere() throws Exception {
    var fixture = new Fixture();
    fixture.set("n/old", "1");
    fixture.set("s/empty", "kept");
    restore(fixture, "snap121-rich.tgz", List.of("kv:s/"), "n/");
    var none = WatchSet.none();
    assertThat(
            fixture.view().kvList(Bytes.utf8("n/"), none).value().stream()
                .map(entry -> entry.key().utf8()))
        .contains("n/old", "n/binary", "n/empty");
    assertThat(fixture.view().kvGet(Bytes.utf8("s/empty"), none).value().orElseThrow().value())
        .isEqualTo(Bytes.utf8("kept"));
  }

  @Test
  void aServiceAndWholeKindsArePutBackAlone() throws Exception {
    var fixture = new Fixture();
    fixture.register(
        "{\"Node\":\"n\",\"Address\":\"1.1.1.1\",\"Service\":{\"ID\":\"x\",\"Service\":\"db\"}}");
    fixture.set("k", "1");
    restore(fixture, "snap121-rich.tgz", List.of("service:db", "acl", "query"), "");
    var none = WatchSet.none();
    assertThat(fixture.view().checkServiceNodes("db", none).value())
        .singleElement()
        .satisfies(
            instance -> {
              assertThat(instance.node().node()).isEqualTo("ext1");
              assertThat(instance.checks()).extracting(c -> c.checkId()).contains("db-chk");
            });
    assertThat(fixture.view().preparedQueries(none).value()).hasSize(3);
    assertThat(ForeignTable.ofType(fixture.view(), 17)).hasSize(4);
    assertThat(ForeignTable.ofType(fixture.view(), 22)).isEmpty();
    assertThat(fixture.view().kvGet(Bytes.utf8("k"), none).value()).isPresent();
  }

  @Test
  void anUnknownPartIsRefused() throws Exception {
    var fixture = new Fixture();
    fixture.write(RestoreRequest.begin(ID, 1, 1));
    refused(
        fixture, RestoreRequest.commit(ID, 0, List.of("tables"), ""), "unknown part \"tables\"");
    assertThat(fixture.kv(KvsRequest.SET, "a", "1")).isEqualTo(new Outcome.Answered(true));
  }
}
