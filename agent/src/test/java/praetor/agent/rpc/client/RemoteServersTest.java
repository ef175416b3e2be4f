package praetor.agent.rpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import praetor.agent.RequestException;
import praetor.agent.entry.ConfigEntryGet;
import praetor.agent.entry.ConfigEntryList;
import praetor.agent.entry.ExportedService;
import praetor.agent.entry.ExportedServices;
import praetor.agent.query.PreparedQueryExplain;
import praetor.agent.query.PreparedQueryGet;
import praetor.agent.query.PreparedQueryList;
import praetor.agent.query.QueryExecution;
import praetor.agent.query.QuerySelection;
import praetor.agent.read.AutopilotConfigGet;
import praetor.agent.read.CatalogInstances;
import praetor.agent.read.CatalogNode;
import praetor.agent.read.CatalogNodes;
import praetor.agent.read.CatalogServices;
import praetor.agent.read.Consistency;
import praetor.agent.read.Coordinates;
import praetor.agent.read.HealthChecks;
import praetor.agent.read.HealthInstances;
import praetor.agent.read.InstanceChoice;
import praetor.agent.read.InstancesAt;
import praetor.agent.read.KvGet;
import praetor.agent.read.KvKeys;
import praetor.agent.read.KvList;
import praetor.agent.read.Near;
import praetor.agent.read.NodeDump;
import praetor.agent.read.Nothing;
import praetor.agent.read.OwnNode;
import praetor.agent.read.Query;
import praetor.agent.read.ReadOptions;
import praetor.agent.read.RowFilter;
import praetor.agent.read.ServiceDump;
import praetor.agent.read.SessionGet;
import praetor.agent.read.SessionList;
import praetor.agent.read.SubscribedInstances;
import praetor.agent.read.TxnRead;
import praetor.agent.read.UiNode;
import praetor.agent.read.UiOverview;
import praetor.agent.read.UiServices;
import praetor.agent.read.UiTopology;
import praetor.agent.read.UsageGet;
import praetor.agent.read.VirtualIpGet;
import praetor.agent.read.WholeState;
import praetor.agent.rpc.InMemoryServer;
import praetor.agent.rpc.MemoryCaller;
import praetor.agent.rpc.call.KeyringAnswer;
import praetor.agent.rpc.call.KeyringRead;
import praetor.model.Bytes;
import praetor.model.CheckServiceNode;
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
import praetor.model.ServiceNode;
import praetor.model.Session;
import praetor.model.SystemClock;
import praetor.model.codec.JsonReader;
import praetor.model.entry.EntryDecoder;
import praetor.state.AutopilotConfig;
import praetor.state.NodeInfo;
import praetor.state.Outcome;
import praetor.state.command.AutopilotSetRequest;
import praetor.state.command.ConfigEntryRequest;
import praetor.state.command.KvsRequest;
import praetor.state.command.PreparedQueryRequest;
import praetor.state.command.TxnOp;
import praetor.state.command.TxnRequest;

/** Whoever asks a server by calls gets what the server itself says. */
class RemoteServersTest {
  private static final String UNKNOWN_ID = "45928bc8-8213-19ae-4264-2292d7454b3a";

  private static final ScheduledThreadPoolExecutor TIMERS = new ScheduledThreadPoolExecutor(1);

  private static InMemoryServer server;
  private static MemoryCaller caller;
  private static RemoteServers remote;
  private static String session;
  private static String query;

  @BeforeAll
  static void open() throws Exception {
    server = InMemoryServer.named("s1");
    caller = new MemoryCaller().answering(server.target(), server.endpoints());
    var choice = new ServerChoice(new Random(1));
    choice.update(List.of(server.target()));
    var retries = new Retries(Duration.ofMillis(200), TIMERS, SystemClock.INSTANCE, () -> 0);
    remote = RemoteServers.through(caller, choice, "dc1", CallTimes.DEFAULT, retries);
    fill();
  }

  @AfterAll
  static void close() {
    server.close();
    TIMERS.shutdownNow();
  }

  /** Everything is written through calls. */
  private static void fill() throws Exception {
    register(
        """
        {"Node":"n1","Address":"10.0.0.1","NodeMeta":{"rack":"1"},
         "TaggedAddresses":{"lan":"10.0.0.1"},
         "Service":{"Service":"web","ID":"web1","Port":80,"Tags":["a","b"],"Meta":{"v":"1"}},
         "Checks":[{"CheckID":"alive","Name":"alive","Status":"passing"},
                   {"CheckID":"c","Name":"c","Status":"warning","ServiceID":"web1"}]}\
        """);
    register(
        """
        {"Node":"n2","Address":"10.0.0.2",
         "Service":{"Service":"web","ID":"web2","Port":81,"Tags":["a"],"Address":"10.1.0.2"},
         "Check":{"CheckID":"c","Name":"c","Status":"critical","ServiceID":"web2"}}\
        """);
    register(
        """
        {"Node":"n3","Address":"10.0.0.3",
         "Service":{"Service":"web","ID":"web3","Port":82}}\
        """);
    assertThat(write(ConfigEntryRequest.Op.UPSERT)).isTrue();
    set("app/a", "1");
    set("app/b/c", "2");
    session =
        remote.sessions().create(session("n1"), InMemoryServer.ANYBODY).get(5, TimeUnit.SECONDS);
    query =
        remote
            .queries()
            .apply(
                new PreparedQueryRequest(
                    PreparedQueryRequest.CREATE,
                    PreparedQuery.SHAPE.parseJson(
                        bytes("{\"Name\":\"q\",\"Service\":{\"Service\":\"web\"}}"))),
                InMemoryServer.ANYBODY)
            .get(5, TimeUnit.SECONDS);
  }

  private static boolean write(ConfigEntryRequest.Op op) throws Exception {
    var entry =
        EntryDecoder.read(
            JsonReader.read(
                """
                {"Kind": "exported-services", "Name": "default", "Services": [
                  {"Name": "*", "Consumers": [{"Peer": "p"}]},
                  {"Name": "db", "Consumers": [{"Peer": "q"}]}]}
                """));
    return remote
        .configEntries()
        .apply(new ConfigEntryRequest(op, entry.withIndexes(0, 77)), InMemoryServer.ANYBODY)
        .get(5, TimeUnit.SECONDS);
  }

  @Test
  void exportedServicesFollowFromAnEntryAndTheNamesOfServices() throws Exception {
    var options = ReadOptions.now(InMemoryServer.ANYBODY);
    assertThat(remote.read(new ExportedServices(), options).join().value())
        .isEqualTo(server.role().read(new ExportedServices(), options).join().value())
        .extracting(ExportedService::service)
        .contains("db", "web")
        .doesNotContain("consul");
    assertThat(write(ConfigEntryRequest.Op.DELETE_CAS)).isFalse();
  }

  private static Session session(String node) {
    var zero = Session.SHAPE.zero();
    return new Session(
        "",
        "s",
        node,
        Duration.ofSeconds(15),
        "release",
        "30s",
        zero.nodeChecks(),
        zero.serviceChecks(),
        zero.checks(),
        0,
        0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static void register(String json) throws Exception {
    remote
        .catalog()
        .register(RegisterRequest.SHAPE.parseJson(bytes(json)), InMemoryServer.ANYBODY)
        .get(5, TimeUnit.SECONDS);
  }

  private static boolean set(String key, String value) {
    return apply(KvsRequest.SET, key, value, 0);
  }

  private static boolean apply(String op, String key, String value, long index) {
    var entry = new KvEntry(0, Bytes.utf8(key), 0, Bytes.utf8(value), "", 0, index);
    return remote.kv().apply(new KvsRequest(op, entry), InMemoryServer.ANYBODY).join();
  }

  static Stream<Arguments> queries() {
    var nowhere = Near.NOTHING;
    var instances = RowFilter.none(CheckServiceNode.SHAPE);
    var passing =
        new InstanceChoice(
            "web", false, List.of("a"), Map.of("rack", "1"), InstanceChoice.Health.NOT_CRITICAL);
    return Stream.of(
            new CatalogNodes(RowFilter.none(Node.SHAPE), Map.of("rack", "1"), nowhere),
            new CatalogNodes(
                RowFilter.of("Address == \"10.0.0.2\"", Node.SHAPE), Map.of(), nowhere),
            new CatalogServices(Map.of(), RowFilter.none(ServiceNode.SHAPE)),
            new CatalogServices(Map.of("rack", "1"), RowFilter.none(ServiceNode.SHAPE)),
            new CatalogInstances(
                InstanceChoice.all("web"), RowFilter.none(ServiceNode.SHAPE), new Near("n2")),
            new CatalogInstances(
                passing, RowFilter.of("ServicePort == 80", ServiceNode.SHAPE), nowhere),
            new InstancesAt("10.1.0.2"),
            new CatalogNode("n1", RowFilter.none(NodeService.SHAPE)),
            new CatalogNode("nobody", RowFilter.none(NodeService.SHAPE)),
            new VirtualIpGet("web"),
            new OwnNode("n1"),
            new OwnNode("nobody"),
            new Nothing<>(),
            new Coordinates(Optional.empty(), Optional.empty()),
            new Coordinates(Optional.of("s1"), Optional.of("alpha")),
            new HealthInstances(InstanceChoice.all("web"), instances, nowhere),
            new HealthInstances(passing, instances, nowhere),
            new HealthInstances(
                InstanceChoice.all("web"),
                RowFilter.of("Service.Port == 81", CheckServiceNode.SHAPE),
                nowhere),
            checks(new HealthChecks.Of.State("any")),
            checks(new HealthChecks.Of.State("critical")),
            checks(new HealthChecks.Of.Node("n1")),
            checks(new HealthChecks.Of.Service("web")),
            new NodeDump(Optional.empty(), RowFilter.none(NodeInfo.SHAPE)),
            new NodeDump(Optional.of("n1"), RowFilter.none(NodeInfo.SHAPE)),
            new ServiceDump(Optional.empty(), instances),
            new ServiceDump(Optional.of("mesh-gateway"), instances),
            new UiNode("n1"),
            new UiNode("nobody"),
            new UiServices(instances),
            new UiOverview(),
            new UiTopology("web"),
            new SubscribedInstances("web", false),
            new KvGet(Bytes.utf8("app/a")),
            new KvGet(Bytes.utf8("nothing")),
            new KvList(Bytes.utf8("app/")),
            new KvKeys(Bytes.utf8("app/"), Bytes.utf8("/")),
            new TxnRead(List.of(get("app/a"))),
            new TxnRead(List.of(get("nothing"))),
            new SessionGet(UNKNOWN_ID),
            new SessionList(Optional.empty()),
            new SessionList(Optional.of("n2")),
            new PreparedQueryList(),
            new ConfigEntryGet("exported-services", "default"),
            new ConfigEntryGet("exported-services", "none"),
            new ConfigEntryList("", RowFilter.none(ConfigEntryList.FILTERED)),
            new ConfigEntryList(
                "exported-services", RowFilter.of("Name == default", ConfigEntryList.FILTERED)),
            new PreparedQueryExplain("q"),
            new AutopilotConfigGet(),
            new UsageGet())
        .map(query -> argumentSet(query.toString(), query));
  }

  private static HealthChecks checks(HealthChecks.Of of) {
    return new HealthChecks(of, RowFilter.none(HealthCheck.SHAPE), Map.of(), Near.NOTHING);
  }

  private static TxnOp get(String key) {
    var entry = new KvEntry(0, Bytes.utf8(key), 0, Bytes.EMPTY, "", 0, 0);
    return TxnOp.of(new TxnOp.Kv(TxnOp.Kv.GET, entry));
  }

  @ParameterizedTest
  @MethodSource("queries")
  <T> void aQueryIsAnsweredAsByTheServerItself(Query<T> asked) {
    var options = ReadOptions.now(InMemoryServer.ANYBODY);
    var there = server.role().read(asked, options).join();
    var here = remote.read(asked, options).join();
    assertThat(told(here.value())).isEqualTo(told(there.value()));
    assertThat(here.knownLeader()).isTrue();
    assertThat(here.lastContact()).isZero();
    if (!(asked instanceof AutopilotConfigGet)) {
      assertThat(here.index()).isEqualTo(there.index());
    }
  }

  /** The form of the web page leaves out what nobody shows of a node. */
  private static Object told(Object value) {
    if (value instanceof Optional<?> maybe) {
      return told(maybe.stream().toList());
    }
    return value instanceof List<?> list
        ? list.stream()
            .map(
                row ->
                    row instanceof NodeInfo info
                        ? List.of(info.node().node(), info.services(), info.checks())
                        : row)
            .toList()
        : value;
  }

  @Test
  void thereIsACallForEveryQuery() throws Exception {
    var types = new ArrayList<Class<?>>();
    types.addAll(queryTypesBeside(Query.class));
    types.addAll(queryTypesBeside(QuerySelection.class));
    // Executing a prepared query is a call of its own, and a snapshot a stream of its own.
    types.remove(QuerySelection.class);
    types.remove(WholeState.class);
    assertThat(types).hasSizeGreaterThan(20).allMatch(RemoteReads.TABLE::knows);
  }

  private static List<Class<?>> queryTypesBeside(Class<?> type)
      throws IOException, URISyntaxException, ClassNotFoundException {
    var name = type.getSimpleName() + ".class";
    var folder =
        Path.of(java.util.Objects.requireNonNull(type.getResource(name)).toURI()).getParent();
    var found = new ArrayList<Class<?>>();
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        var simple = file.getFileName().toString();
        if (simple.endsWith(".class") && !simple.startsWith("package-info")) {
          var candidate =
              Class.forName(type.getPackageName() + "." + simple.substring(0, simple.length() - 6));
          if (Query.class.isAssignableFrom(candidate)
              && !Modifier.isInterface(candidate.getModifiers())) {
            found.add(candidate);
          }
        }
      }
    }
    return found;
  }

  @Test
  void aQueryByItsIdIsFoundOrRefusedWithItsStatus() {
    var options = ReadOptions.now(InMemoryServer.ANYBODY);
    assertThat(remote.read(new PreparedQueryGet(query), options).join().value().name())
        .isEqualTo("q");
    assertThatThrownBy(() -> remote.read(new PreparedQueryGet(UNKNOWN_ID), options).join())
        .rootCause()
        .isInstanceOf(RequestException.class)
        .hasMessage("rpc error making call: Query not found")
        .extracting(failure -> ((RequestException) failure).status())
        .isEqualTo(404);
  }

  @Test
  void anExecutionFindsInstancesThere() {
    var source = new QueryExecution.Source("n1", Optional.empty());
    var execution = new QueryExecution("q", 1, false, "n1", source);
    var options = ReadOptions.now(InMemoryServer.ANYBODY);
    var result = remote.queries().execute(execution, options).join().value();
    assertThat(result.service()).isEqualTo("web");
    assertThat(result.instances()).hasSize(1);
    assertThat(result.datacenter()).isEqualTo("dc1");
  }

  @Test
  void aQueryIsExecutedAsItIsGiven() throws DecodeException {
    var given =
        PreparedQuery.SHAPE.parseJson(
            bytes("{\"Service\":{\"Service\":\"web\",\"OnlyPassing\":true}}"));
    var options = ReadOptions.now(InMemoryServer.ANYBODY);
    var result = remote.queries().executeHere(given, 0, false, options).join().value();
    assertThat(result.instances()).extracting(row -> row.node().node()).containsExactly("n3");
  }

  @Test
  void filtersAreUnderstoodByTheServers() {
    var filter = RowFilter.of("bogus ==", Node.SHAPE);
    var nodes = new CatalogNodes(filter, Map.of(), Near.NOTHING);
    assertThatThrownBy(() -> remote.read(nodes, ReadOptions.now(InMemoryServer.ANYBODY)).join())
        .rootCause()
        .hasMessageStartingWith(
            "rpc error making call: Failed to create boolean expression evaluator: ");
  }

  @Test
  void writesSayWhetherTheyTookPlace() {
    assertThat(set("w", "1")).isTrue();
    assertThat(apply(KvsRequest.CAS, "w", "2", 1)).isFalse();
    assertThat(apply(KvsRequest.CAS, "fresh", "2", 0)).isTrue();
    assertThat(apply(KvsRequest.DELETE, "w", "", 0)).isTrue();
    var config = AutopilotConfig.DEFAULT;
    var operator = remote.operator();
    assertThat(
            operator
                .setAutopilot(new AutopilotSetRequest(config, false), InMemoryServer.ANYBODY)
                .join())
        .isTrue();
    assertThat(
            operator
                .setAutopilot(new AutopilotSetRequest(config, true), InMemoryServer.ANYBODY)
                .join())
        .isFalse();
  }

  @Test
  void sessionsAreRenewedAndEnded() {
    var sessions = remote.sessions();
    assertThat(sessions.renew(session, InMemoryServer.ANYBODY).join())
        .map(Session::id)
        .contains(session);
    assertThat(sessions.renew(UNKNOWN_ID, InMemoryServer.ANYBODY).join()).isEmpty();
    var second = sessions.create(session("n1"), InMemoryServer.ANYBODY).join();
    sessions.destroy(second, InMemoryServer.ANYBODY).join();
    assertThat(sessions.renew(second, InMemoryServer.ANYBODY).join()).isEmpty();
    assertThatThrownBy(() -> sessions.create(session("nobody"), InMemoryServer.ANYBODY).join())
        .rootCause()
        .hasMessage("rpc error making call: apply failed: Missing node registration");
  }

  @Test
  void transactionsTellResultsAndErrors() {
    var put =
        TxnOp.of(
            new TxnOp.Kv(
                KvsRequest.SET, new KvEntry(0, Bytes.utf8("t/1"), 0, Bytes.utf8("hi"), "", 0, 0)));
    var transactions = remote.transactions();
    assertThat(
            transactions
                .apply(new TxnRequest(List.of(put, get("t/1"))), InMemoryServer.ANYBODY)
                .join())
        .isInstanceOfSatisfying(
            Outcome.TxnDone.class, done -> assertThat(done.results()).hasSize(2));
    assertThat(
            transactions
                .apply(new TxnRequest(List.of(put, get("nothing"))), InMemoryServer.ANYBODY)
                .join())
        .isInstanceOfSatisfying(
            Outcome.TxnFailed.class,
            failed -> assertThat(failed.errors().getFirst().opIndex()).isEqualTo(1));
  }

  @Test
  void operatorsSeeTheServers() {
    var options = ReadOptions.now(InMemoryServer.ANYBODY);
    var here = remote.operator();
    var there = server.role().operator();
    assertThat(here.leader(options).join()).isEqualTo(there.leader(options).join());
    assertThat(here.peers(options).join()).isEqualTo(there.peers(options).join());
    assertThat(here.raftConfiguration(options).join().servers())
        .extracting(one -> one.id())
        .isEqualTo(
            there.raftConfiguration(options).join().servers().stream()
                .map(one -> one.id())
                .toList());
    assertThat(here.autopilotState(options).join().servers())
        .usingRecursiveComparison()
        .ignoringFields("lastIndex")
        .isEqualTo(there.autopilotState(options).join().servers());
    assertThatThrownBy(() -> here.removePeer("xx", "", InMemoryServer.ANYBODY).join())
        .rootCause()
        .hasMessage("rpc error making call: id \"xx\" was not found in the Raft configuration");
  }

  @Test
  void coordinatesAndRemovalsAreTaken() throws Exception {
    var coordinate = new NodeCoordinate("n1", "", Coordinate.ORIGIN);
    remote.coordinates().update(coordinate, InMemoryServer.ANYBODY).get(5, TimeUnit.SECONDS);
    register("{\"Node\":\"gone\",\"Address\":\"10.0.0.4\"}");
    remote
        .catalog()
        .deregister(new DeregisterRequest("", "gone", "", "", ""), InMemoryServer.ANYBODY)
        .get(5, TimeUnit.SECONDS);
    assertThat(
            remote
                .read(new OwnNode("gone"), ReadOptions.now(InMemoryServer.ANYBODY))
                .join()
                .value()
                .node())
        .isEmpty();
  }

  @Test
  void aRegistrationNamesItsDatacenter() {
    assertThat(RegisterRequest.SHAPE.zero().in("dc1").datacenter()).isEqualTo("dc1");
    assertThat(RegisterRequest.SHAPE.zero().in("dc2").in("dc1").datacenter()).isEqualTo("dc2");
    assertThat(DeregisterRequest.SHAPE.zero().in("dc1").datacenter()).isEqualTo("dc1");
  }

  @Test
  void eventsAndKeysGoThroughTheServers() {
    remote.fire("deploy", Bytes.utf8("packed"), InMemoryServer.ANYBODY).join();
    assertThat(server.fired())
        .contains(new InMemoryServer.Fired("consul:event:deploy", Bytes.utf8("packed")));
    var list = new KeyringRead(KeyringRead.LIST, "", false, false, 0);
    assertThat(remote.keyring(list, InMemoryServer.ANYBODY).join())
        .singleElement()
        .extracting(KeyringAnswer::messages)
        .isEqualTo(Map.of("s1", "list"));
  }

  @Test
  void anotherDatacenterIsTheServersBusiness() {
    var options = ReadOptions.now(InMemoryServer.ANYBODY);
    var elsewhere = remote.in("dc9");
    assertThatThrownBy(() -> elsewhere.read(new UsageGet(), options).join())
        .rootCause()
        .hasMessage("rpc error making call: No path to datacenter");
  }

  @Test
  void aReadThatWaitsIsWokenThroughTheCall() throws Exception {
    set("watched", "1");
    var asked = new KvGet(Bytes.utf8("watched"));
    var index = remote.read(asked, ReadOptions.now(InMemoryServer.ANYBODY)).join().index();
    var options =
        new ReadOptions(
            InMemoryServer.ANYBODY,
            Consistency.LEADER,
            "",
            index,
            Duration.ofSeconds(20),
            Duration.ZERO);
    var waiting = remote.read(asked, options);
    assertThat(waiting).isNotDone();
    assertThat(caller.made())
        .last()
        .extracting(MemoryCaller.Made::timeout)
        .isEqualTo(Duration.ofMillis(20_000 + 1_250 + 7_000));
    set("watched", "2");
    assertThat(waiting.get(5, TimeUnit.SECONDS).value())
        .map(KvEntry::value)
        .contains(Bytes.utf8("2"));
  }
}
