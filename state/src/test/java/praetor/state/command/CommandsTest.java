package praetor.state.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import praetor.model.Bytes;
import praetor.model.Coordinate;
import praetor.model.DecodeException;
import praetor.model.DeregisterRequest;
import praetor.model.HealthCheck;
import praetor.model.KvEntry;
import praetor.model.Node;
import praetor.model.NodeCoordinate;
import praetor.model.NodeService;
import praetor.model.PreparedQuery;
import praetor.model.RegisterRequest;
import praetor.model.Session;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;
import praetor.model.connect.CaConfig;
import praetor.model.connect.CaProviderState;
import praetor.model.connect.CaRoot;
import praetor.model.entry.EntryDecoder;
import praetor.state.AutopilotConfig;

class CommandsTest {
  private static final KvEntry ENTRY =
      new KvEntry(3, Bytes.utf8("a/b"), -1L, Bytes.utf8("value"), "session", 4, Long.MIN_VALUE);

  static Stream<Command> commands() throws DecodeException {
    var register =
        RegisterRequest.SHAPE.parseJson(
            """
            {"Node": "n", "Address": "10.0.0.1", "NodeMeta": {"a": "b"},
             "Service": {"Service": "web", "Tags": ["x"], "Port": 80, "Proxy": {"Config": {"a": 1.5}}},
             "Check": {"CheckID": "c", "Status": "passing", "Definition": {"Interval": "10s"}},
             "Checks": [{"Name": "d"}]}
            """
                .getBytes(StandardCharsets.UTF_8));
    var session =
        new Session(
            "id",
            "name",
            "n",
            Duration.ofSeconds(15),
            "delete",
            "10s",
            List.of("c"),
            List.of(),
            List.of(),
            0,
            0);
    var service = NodeService.SHAPE.zero();
    var query =
        PreparedQuery.SHAPE.parseJson(
            """
            {"ID": "id", "Name": "q", "Template": {"Type": "name_prefix_match"},
             "Service": {"Service": "web", "Tags": [], "NodeMeta": {"a": "b"},
                         "Failover": {"NearestN": 1, "Targets": [{"Peer": "p"}]}}}
            """
                .getBytes(StandardCharsets.UTF_8));
    return Stream.of(
        new Command.Register(register),
        new Command.Deregister(new DeregisterRequest("dc1", "n", "s", "c", "")),
        new KvsRequest(KvsRequest.CAS, ENTRY),
        new SessionRequest(SessionRequest.CREATE, session),
        new PreparedQueryRequest(PreparedQueryRequest.CREATE, query),
        new ConfigEntryRequest(
            ConfigEntryRequest.Op.UPSERT_CAS,
            EntryDecoder.read(
                    JsonReader.read(
                        """
                        {"kind": "exported-services", "name": "default", "meta": {"a": ""},
                         "services": [{"name": "web", "consumers": [{}, {"peer": "p"}]}]}
                        """))
                .withIndexes(1, -2L)),
        new Command.TombstoneReap(-2L),
        new Command.CoordinateBatch(
            List.of(new NodeCoordinate("n", "", new Coordinate(List.of(0.5, -1.0), 1.5, 0, 1e-5)))),
        new Command.CoordinateBatch(List.of()),
        new TxnRequest(
            List.of(
                TxnOp.of(new TxnOp.Kv(KvsRequest.SET, ENTRY)),
                TxnOp.of(new TxnOp.OfNode(TxnOp.GET, Node.SHAPE.zero())),
                TxnOp.of(new TxnOp.OfService(TxnOp.CAS, "n", service)),
                TxnOp.of(new TxnOp.OfCheck(TxnOp.DELETE, HealthCheck.SHAPE.zero())),
                TxnOp.of(new TxnOp.OfSession(TxnOp.DELETE, session)))),
        new AutopilotSetRequest(AutopilotConfig.DEFAULT, true),
        CaRequest.install(
            new CaConfig(
                "id",
                CaConfig.BUILT_IN,
                Map.of("LeafCertTTL", new JsonValue.Str("72h")),
                Map.of("a", "b"),
                true,
                0,
                -2L),
            new CaProviderState("id", "key", "root", "between", 1, 2),
            List.of(CaRoot.SHAPE.zero())),
        CaRequest.nextSerial(),
        new ManualIpsRequest("web", List.of("1.2.3.4")),
        RestoreRequest.begin("r", -1L, 7),
        RestoreRequest.chunk("r", 3, Bytes.owned(new byte[] {2, -1, 0})),
        RestoreRequest.commit("r", 4, List.of("kv:a/", "acl"), "b/"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void decodingGivesBackWhatWasEncoded(Command command) throws DecodeException {
    assertThat(Commands.decode(Commands.encode(command))).isEqualTo(command);
  }

  @Test
  void everyKindOfCommandIsTried() throws DecodeException {
    var kinds = commands().map(Command::getClass).distinct().toList();
    assertThat(kinds).hasSize(Command.class.getPermittedSubclasses().length);
  }

  @Test
  void laterFieldsArePassedOver() throws DecodeException {
    var out = new PackWriter();
    out.rawByte(2).mapHeader(3).string("Op").string("set").string("DirEnt");
    KvEntry.SHAPE.writePack(ENTRY, out);
    out.string("LaterField").arrayHeader(1).integer(7);
    assertThat(Commands.decode(out.toBytes())).isEqualTo(new KvsRequest("set", ENTRY));
  }

  @Test
  void anUnknownTypeAndTrailingBytesAreRefused() {
    assertThatThrownBy(() -> Commands.decode(new byte[] {99, (byte) 0x80}))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("unknown command type 99");
    var whole = Commands.encode(new Command.TombstoneReap(1));
    var longer = Arrays.copyOf(whole, whole.length + 1);
    assertThatThrownBy(() -> Commands.decode(longer)).isInstanceOf(DecodeException.class);
  }

  @Test
  void anyBytesAreDecodedOrRefused() throws DecodeException {
    long seed = 20_261_121;
    var random = new Random(seed);
    List<byte[]> samples = commands().map(Commands::encode).toList();
    int decoded = 0;
    for (int i = 0; i < 50_000; i++) {
      var bytes = samples.get(random.nextInt(samples.size())).clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      if (random.nextInt(4) == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      try {
        Commands.decode(bytes);
        decoded++;
      } catch (DecodeException expected) {
        assertThat(expected.getMessage()).as("seed=%d step=%d", seed, i).isNotEmpty();
      }
    }
    assertThat(decoded).isPositive();
  }

  @Test
  void aTransactionThatOnlyReadsNeedsNoLog() {
    assertThat(new TxnRequest(List.of()).writes()).isFalse();
    assertThat(kv(TxnOp.Kv.GET).writes()).isFalse();
    assertThat(kv(TxnOp.Kv.CHECK_INDEX).writes()).isFalse();
    assertThat(kv("bogus").writes()).isFalse();
    assertThat(kv(KvsRequest.DELETE_TREE).writes()).isTrue();
    assertThat(node(TxnOp.GET).writes()).isFalse();
    assertThat(node("bogus").writes()).isTrue();
    assertThat(new TxnRequest(List.of(TxnOp.SHAPE.zero())).writes()).isFalse();
  }

  private static TxnRequest kv(String verb) {
    return new TxnRequest(List.of(TxnOp.of(new TxnOp.Kv(verb, ENTRY))));
  }

  private static TxnRequest node(String verb) {
    return new TxnRequest(List.of(TxnOp.of(new TxnOp.OfNode(verb, Node.SHAPE.zero()))));
  }

  @Test
  void theResultsOfTransactionsHaveTheNamesOfConsul() throws DecodeException {
    var in = new PackReader(TxnResult.SHAPE.toPack(TxnResult.of(ENTRY)));
    assertThat(TxnResult.SHAPE.readPack(in))
        .isEqualTo(
            new TxnResult(
                Optional.of(ENTRY), Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(TxnError.SHAPE.toJson(new TxnError(1, "no")))
        .asString()
        .isEqualTo("{\"OpIndex\":1,\"What\":\"no\"}");
  }
}
