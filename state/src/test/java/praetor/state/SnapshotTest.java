package praetor.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.model.Bytes;
import praetor.model.Coordinate;
import praetor.model.DecodeException;
import praetor.model.NodeCoordinate;
import praetor.model.RegisterRequest;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;
import praetor.state.command.AutopilotSetRequest;
import praetor.state.command.Command;
import praetor.state.command.KvsRequest;

/** Snapshots, with archives that Consul 1.10.0 and 1.21.4 wrote. */
class SnapshotTest {
  private static SnapshotReader.Restored restored(String archive)
      throws IOException, DecodeException {
    return SnapshotReader.read(new ByteArrayInputStream(Resources.stateBin(archive)));
  }

  private static byte[] written(StateView view) throws IOException {
    var out = new ByteArrayOutputStream();
    SnapshotWriter.write(view, out);
    return out.toByteArray();
  }

  /** Everything in a view, row by row. */
  private static Map<String, List<?>> contents(StateView view) {
    Map<String, List<?>> contents = new TreeMap<>();
    for (var table : Schema.TABLES) {
      if (!(table.snapshot() instanceof SnapshotPart.Derived<?>)) {
        contents.put(table.name(), rows(view, table));
      }
    }
    return contents;
  }

  private static <T> List<?> rows(StateView view, Table<T> table) {
    return view.rows(table).listBelow(new byte[0]).stream()
        .map(row -> row instanceof KvRow kv ? kv.entry() : row)
        .toList();
  }

  @Test
  void everyTableHasAPlaceInSnapshots() {
    Set<Integer> types = new HashSet<>();
    for (var table : Schema.TABLES) {
      var part = table.snapshot();
      assertThat(part).as(table.name()).isNotNull();
      SnapshotReader.typeOf(table)
          .ifPresent(
              type -> {
                assertThat(types.add(type))
                    .as("type %d of %s is taken", type, table.name())
                    .isTrue();
                assertThat(SnapshotWriter.TYPE_ORDER).as(table.name()).contains(type);
              });
      if (part instanceof SnapshotPart.Within<?>(var other)) {
        assertThat(other.snapshot()).isInstanceOf(SnapshotPart.Custom.class);
      }
    }
  }

  @Test
  void everyTableIsInTheSchema() throws Exception {
    var names = Schema.TABLES.stream().map(Table::name).toList();
    assertThat(names).doesNotHaveDuplicates();
    var sources = Path.of("src/main/java/praetor/state");
    try (var files = Files.list(sources)) {
      var declared =
          files
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .filter(name -> declaresTable(name))
              .toList();
      assertThat(declared).hasSize(Schema.TABLES.size());
    }
  }

  private static boolean declaresTable(String name) {
    try {
      Class.forName("praetor.state." + name).getDeclaredField("TABLE");
      return true;
    } catch (ClassNotFoundException | NoSuchFieldException _) {
      return false;
    }
  }

  @Test
  void keysOfEveryLengthAreReadFromConsul() throws Exception {
    var restored = restored("snap121-kv.tgz");
    assertThat(restored.report().unknownKeys()).isEmpty();
    var keys = restored.view().kvList(Bytes.EMPTY, WatchSet.none()).value();
    assertThat(keys).hasSize(restored.report().records().get(2));
    assertThat(keys.stream().map(entry -> entry.value().length()))
        .contains(0, 31, 32, 255, 256, 65_535, 65_536, 524_288);
    assertThat(keys.stream().map(entry -> Long.toUnsignedString(entry.flags())))
        .contains("9223372036854775808");
  }

  @Test
  void aRichArchiveOfConsulIsReadAndTheRestIsReported() throws Exception {
    var restored = restored("snap121-rich.tgz");
    var view = restored.view();
    var none = WatchSet.none();
    assertThat(view.lastIndex()).isEqualTo(105);
    assertThat(view.nodes(none).value().stream().map(node -> node.node()))
        .containsExactly("ext1", "r1");
    assertThat(view.nodes(none).index()).isEqualTo(33);
    assertThat(view.services(none).value().keySet())
        .containsExactly("consul", "db", "db-sidecar-proxy", "mesh-gateway", "native");
    assertThat(view.checkServiceNodes("db", none).value().getFirst().checks())
        .extracting(check -> check.checkId())
        .containsExactly("node-chk", "db-chk");
    assertThat(view.checkServiceNodes("db", none).index()).isEqualTo(30);
    assertThat(view.sessions(none).value()).hasSize(2);
    assertThat(view.kvGet(Bytes.utf8("s/locked"), none).value().orElseThrow().lockIndex())
        .isEqualTo(1);
    assertThat(view.kvGet(Bytes.utf8("none"), none).index()).isEqualTo(43);
    assertThat(view.kvList(Bytes.utf8("s/gone"), none).index()).isEqualTo(40);
    assertThat(view.virtualIp("web")).contains("240.0.0.5");
    assertThat(view.coordinates(none).value()).hasSize(1);
    assertThat(view.autopilotConfig(none).value()).isPresent();
    assertThat(view.configEntries(none).value())
        .extracting(entry -> entry.kind())
        .containsExactly("exported-services", "terminating-gateway");
    assertThat(restored.report().kept())
        .containsEntry(0, 2)
        .containsEntry(17, 4)
        .containsEntry(22, 18)
        .doesNotContainKeys(2, 3, 5, 6, 7, 9, 29, 31, 32, 33);
    assertThat(restored.report().foreignTypes()).isEmpty();
    assertThat(restored.report().unknownKeys()).isEmpty();
    var records = restored.report().records();
    assertThat(records).containsEntry(0, 12).containsEntry(16, 52);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "snap121-kv.tgz",
        "snap121-rich.tgz",
        "snap121-empty.tgz",
        "snap121-odd-order.tgz",
        "snap110.tgz"
      })
  void whatIsReadAndWrittenIsTheSameAgain(String archive) throws Exception {
    var first = restored(archive).view();
    var bytes = written(first);
    var second = SnapshotReader.read(new ByteArrayInputStream(bytes));
    assertThat(contents(second.view())).isEqualTo(contents(first));
    assertThat(second.view().lastIndex()).isEqualTo(first.lastIndex());
    assertThat(second.report().kept()).isEqualTo(restored(archive).report().kept());
    assertThat(written(second.view())).isEqualTo(bytes);
  }

  @Test
  void theRecordsComeInTheOrderOfConsul() throws Exception {
    var in = new PackReader(written(restored("snap121-rich.tgz").view()));
    in.skip();
    List<Integer> types = new ArrayList<>();
    while (in.hasMore()) {
      int type = in.rawByte();
      in.skip();
      if (types.isEmpty() || types.getLast() != type) {
        types.add(type);
      }
    }
    assertThat(types)
        .containsExactly(
            32, 33, 0, 6, 3, 17, 19, 23, 25, 27, 2, 5, 7, 9, 13, 14, 15, 22, 30, 31, 16, 35, 38, 40,
            29);
  }

  @Test
  void aKeyTwiceHasItsLastValueAndAServiceBringsItsNode() throws Exception {
    var view = restored("snap121-odd-order.tgz").view();
    assertThat(view.nodes(WatchSet.none()).value()).isNotEmpty();
    assertThat(view.services(WatchSet.none()).value()).isNotEmpty();
    assertThat(view.kvList(Bytes.EMPTY, WatchSet.none()).value()).isNotEmpty();
  }

  @Test
  void readsRecordsOfAnySizeFromAStreamInPieces() throws IOException, DecodeException {
    var fixture = new Fixture();
    // More than the reader holds at a time, and a value larger than that.
    for (int i = 0; i < 3_000; i++) {
      fixture.set("k" + i, "v".repeat(i == 1_500 ? 3_000_000 : i));
    }
    var written = written(fixture.view());
    var trickle =
        new FilterInputStream(new ByteArrayInputStream(written)) {
          @Override
          public int read(byte[] to, int from, int length) throws IOException {
            return super.read(to, from, Math.min(length, 10_007));
          }
        };
    var restored = SnapshotReader.read(trickle).view();
    assertThat(restored.kvList(Bytes.EMPTY, WatchSet.none()).value())
        .isEqualTo(fixture.view().kvList(Bytes.EMPTY, WatchSet.none()).value());
    assertThat(written(restored)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"snap121-bad-check.tgz", "snap121-bad-flags.tgz", "t_trunc.tgz"})
  void aDamagedSnapshotIsRefused(String archive) {
    assertThatThrownBy(() -> restored(archive))
        .isInstanceOf(DecodeException.class)
        .hasMessageNotContaining("null");
  }

  @Test
  void aTypeThatNobodyWritesIsReportedAsForeign() throws Exception {
    var report = restored("snap121-bad-type43.tgz").report();
    assertThat(report.foreignTypes()).containsExactly(43);
    assertThat(report.kept()).containsKey(43);
  }

  @Test
  void keysThatNoFieldTakesAreReported() throws Exception {
    var out = new PackWriter();
    out.mapHeader(1).string("LastIndex").integer(7).rawByte(2).mapHeader(3);
    out.string("Key").string("a").string("Later").integer(1).string("Empty").nil();
    var report = SnapshotReader.read(new ByteArrayInputStream(out.toBytes())).report();
    assertThat(report.unknownKeys()).containsExactly("2.Later");
  }

  @Test
  void withoutIndexRecordsTheRowsSpeak() throws Exception {
    var fixture = filled();
    var bytes = written(fixture.view());
    var without = new ByteArrayOutputStream();
    var buffer = ByteBuffer.wrap(bytes);
    var in = new PackReader(buffer);
    in.skip();
    without.write(bytes, 0, buffer.position());
    while (in.hasMore()) {
      int start = buffer.position();
      int type = in.rawByte();
      in.skip();
      if (type != 16) {
        without.write(bytes, start, buffer.position() - start);
      }
    }
    var view = SnapshotReader.read(new ByteArrayInputStream(without.toByteArray())).view();
    var none = WatchSet.none();
    assertThat(view.nodes(none).index()).isEqualTo(10);
    assertThat(view.checkServiceNodes("web", none).index()).isEqualTo(11);
    assertThat(view.kvGet(Bytes.utf8("none"), none).index()).isEqualTo(15);
    assertThat(view.sessions(none).index()).isEqualTo(12);
    assertThat(view.nodeServices("n", none).index()).isEqualTo(10);
  }

  private static Fixture filled() {
    var fixture = new Fixture();
    fixture.register(
        """
        {"Node": "n", "Address": "1.1.1.1", "ID": "11111111-1111-1111-1111-111111111111",
         "NodeMeta": {"a": "b"},
         "Service": {"ID": "w", "Service": "web", "Tags": ["x"], "Port": 1,
          "Connect": {"Native": true}}}
        """);
    fixture.register(
        """
        {"Node": "n", "Address": "1.1.1.1", "ID": "11111111-1111-1111-1111-111111111111",
         "NodeMeta": {"a": "b"}, "Checks": [{"CheckID": "c", "Status": "passing"},
         {"CheckID": "d", "ServiceID": "w", "Status": "passing"}]}
        """);
    fixture.session("{\"ID\":\"s1\",\"Node\":\"n\",\"NodeChecks\":[\"c\"]}");
    fixture.kv(KvsRequest.LOCK, "lock", "1", "s1", 0);
    fixture.set("gone", "1");
    fixture.kv(KvsRequest.DELETE, "gone", "");
    fixture.write(
        new Command.CoordinateBatch(
            List.of(new NodeCoordinate("n", "", new Coordinate(List.of(0.1), 1, 0, 0)))));
    fixture.write(new AutopilotSetRequest(AutopilotConfig.DEFAULT, false));
    return fixture;
  }

  @Test
  void aRestoredStoreGoesOnLikeTheOneItWasTakenFrom() throws Exception {
    var fixture = filled();
    var copy = new StateStore(new TestClock());
    copy.restore(SnapshotReader.read(new ByteArrayInputStream(written(fixture.view()))).view());
    assertThat(contents(copy.view())).isEqualTo(contents(fixture.view()));
    var critical =
        "{\"Node\":\"n\",\"Address\":\"1.1.1.1\",\"Check\":{\"CheckID\":\"c\",\"Status\":\"critical\"}}";
    var command = new Command.Register(RegisterRequest.SHAPE.parseJson(Resources.utf8(critical)));
    fixture.write(command);
    copy.apply(fixture.index(), command);
    copy.publish();
    assertThat(contents(copy.view())).isEqualTo(contents(fixture.view()));
    assertThat(copy.view().sessions(WatchSet.none()).value()).isEmpty();
  }

  @Test
  void anyBytesAreReadOrRefused() throws Exception {
    long seed = 4_711;
    var random = new Random(seed);
    List<byte[]> samples =
        List.of(
            Resources.stateBin("snap121-rich.tgz"),
            Resources.stateBin("snap121-empty.tgz"),
            written(filled().view()));
    int read = 0;
    for (int i = 0; i < 800; i++) {
      var bytes = samples.get(random.nextInt(samples.size())).clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      if (random.nextInt(4) == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      try {
        var view = SnapshotReader.read(new ByteArrayInputStream(bytes)).view();
        written(view);
        view.serviceDump(WatchSet.none());
        read++;
      } catch (DecodeException expected) {
        assertThat(expected.getMessage()).as("seed=%d step=%d", seed, i).isNotEmpty();
      }
    }
    assertThat(read).isPositive();
  }
}
