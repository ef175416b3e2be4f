package praetor.agent.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.agent.RequestException;
import praetor.agent.read.UiOverview;
import praetor.agent.rpc.InMemoryServer;
import praetor.agent.rpc.LeaderCall;
import praetor.agent.rpc.RpcException;
import praetor.agent.rpc.RpcHandler;
import praetor.agent.rpc.call.CatalogCalls;
import praetor.agent.rpc.call.ConfigEntryCalls;
import praetor.agent.rpc.call.HealthCalls;
import praetor.agent.rpc.call.KvCalls;
import praetor.agent.rpc.call.ListedEntries;
import praetor.agent.rpc.call.MeshCalls;
import praetor.agent.rpc.call.PackTree;
import praetor.agent.rpc.call.RecordedCalls;
import praetor.model.Bytes;
import praetor.model.CheckServiceNode;
import praetor.model.DecodeException;
import praetor.model.HealthCheck;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.RegisterRequest;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;
import praetor.testkit.RandomTest;

class RpcEndpointsTest {
  /** What every datacenter has its own of. */
  private static final Set<String> OWN = Set.of("Index", "CreateIndex", "ModifyIndex");

  private static InMemoryServer server;
  private static RpcEndpoints endpoints;

  /** A server with the node and the service of the recordings. */
  @BeforeAll
  static void open() throws DecodeException {
    server = InMemoryServer.named("s1");
    endpoints = server.endpoints();
    var recorded = RecordedCalls.of("PreparedQuery.Execute");
    praetor.agent.rpc.call.QueryCalls.EXECUTE
        .reply(recorded.reply())
        .value()
        .instances()
        .forEach(RpcEndpointsTest::register);
  }

  private static void register(CheckServiceNode row) {
    server.role().catalog().register(registration(row), InMemoryServer.ANYBODY).join();
  }

  private static RegisterRequest registration(CheckServiceNode row) {
    Node node = row.node();
    NodeService service = row.service();
    List<HealthCheck> checks = row.checks();
    return new RegisterRequest(
        "dc1",
        node.id(),
        node.node(),
        node.address(),
        node.taggedAddresses(),
        node.meta(),
        java.util.Optional.of(service),
        java.util.Optional.empty(),
        checks,
        false,
        java.util.Optional.empty(),
        "",
        0,
        0);
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static Bytes call(String method, Bytes argument) {
    return endpoints.handle(new RpcHandler.Call(method, argument, "127.0.0.1:1")).join();
  }

  private static Bytes call(String method, Map<String, Object> argument) {
    return call(method, pack(argument));
  }

  private static Bytes pack(Map<String, Object> argument) {
    var out = new PackWriter();
    write(argument, out);
    return Bytes.owned(out.toBytes());
  }

  private static void write(Object value, PackWriter out) {
    switch (value) {
      case Map<?, ?> map -> {
        out.mapHeader(map.size());
        map.forEach(
            (name, each) -> {
              out.string((String) name);
              write(each, out);
            });
      }
      case List<?> list -> {
        out.arrayHeader(list.size());
        list.forEach(each -> write(each, out));
      }
      case String text -> out.string(text);
      case Boolean flag -> out.bool(flag);
      case Number number -> out.integer(number.longValue());
      default -> throw new IllegalArgumentException(value.toString());
    }
  }

  private static @Nullable Object tree(Bytes packed) throws DecodeException {
    return withoutOwn(PackTree.of(packed));
  }

  private static @Nullable Object withoutOwn(@Nullable Object tree) {
    return switch (tree) {
      case Map<?, ?> map -> {
        Map<Object, Object> kept = new TreeMap<>();
        map.forEach(
            (name, value) -> {
              if (!OWN.contains(name)) {
                kept.put(name, withoutOwn(value));
              }
            });
        yield kept;
      }
      case List<?> list -> list.stream().map(RpcEndpointsTest::withoutOwn).toList();
      case null -> null;
      default -> tree;
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Catalog.NodeServices",
        "Catalog.ServiceNodes",
        "Catalog.ListDatacenters",
        "Catalog.GatewayServices",
        "Health.ServiceChecks",
        "Internal.NodeInfo",
        "Internal.EventFire",
        "KVS.Apply-set",
        "KVS.Get",
        "KVS.Get-blocking",
        "KVS.Apply-cas",
        "KVS.Apply-delete",
        "Txn.Apply",
        "Txn.Read"
      })
  void repliesAreThoseOfConsul(String name) throws DecodeException {
    var recorded = RecordedCalls.of(name);
    if (name.startsWith("KVS")) {
      call("KVS.Apply", RecordedCalls.of("KVS.Apply-set").argument());
    }
    if (name.equals("KVS.Apply-cas")) {
      call("KVS.Apply", Map.of("Op", "set", "DirEnt", Map.of("Key", "foo/b")));
    }
    if (name.startsWith("Txn")) {
      call("Txn.Apply", RecordedCalls.of("Txn.Apply").argument());
    }
    assertThat(tree(call(recorded.method(), recorded.argument())))
        .isEqualTo(tree(recorded.reply()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Session.Apply-create-error",
        "PreparedQuery.Execute-error",
        "Catalog.Nope-error",
        "Nope.Nope-error",
        "Health.ServiceNodes-error",
        "Catalog.Register-error",
        "Catalog.ListNodes-error",
        "KVS.Apply-bogus-error",
        "Coordinate.Update-error"
      })
  void refusalsAreThoseOfConsul(String name) {
    var recorded =
        RecordedCalls.all().stream()
            .filter(call -> call.name().equals(name))
            .filter(call -> !call.error().isEmpty())
            .toList();
    assertThat(recorded).isNotEmpty();
    for (var each : recorded) {
      assertThatThrownBy(() -> call(each.method(), each.argument()))
          .hasRootCauseInstanceOf(RpcException.class)
          .rootCause()
          .hasMessage(each.error());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Catalog.ServiceNodes | Must provide service name",
        "Catalog.NodeServices | Must provide node",
        "Catalog.NodeServiceList | Must provide node",
        "Catalog.Deregister | Must provide node",
        "KVS.Apply | Must provide key",
        "KVS.Get | failed kvs lookup: index error: object is missing a value for this index",
        "PreparedQuery.Execute | Missing Query ID",
        "PreparedQuery.Explain | Missing Query ID",
        "PreparedQuery.Get | failed prepared query lookup: index error: UUID must be 36 characters",
        "Session.Apply | Invalid session operation \"\"",
        "ACL.TokenRead | ACL support disabled",
        "ACL.Nope | rpc: can't find method ACL.Nope",
        "Nope | rpc: service/method request ill-formed: Nope",
        "Internal.KeyringOperation | unknown keyring operation \"\"",
      })
  void anEmptyArgumentIsRefusedAsConsulDoesIt(String method, String error) {
    assertThatThrownBy(() -> call(method, Map.of())).rootCause().hasMessage(error);
  }

  @Test
  void writesAnswerAnEmptyMap() throws DecodeException {
    assertThat(call("Status.Ping", Map.of())).isEqualTo(Bytes.owned(new byte[] {(byte) 0x80}));
    assertThat(call("Catalog.Register", Map.of("Node", "x", "Address", "10.0.0.9")))
        .isEqualTo(Bytes.owned(new byte[] {(byte) 0x80}));
  }

  @Test
  void theChecksFilterLeavesOutWhatIsNotHealthy() throws DecodeException {
    call(
        "Catalog.Register",
        Map.of(
            "Node",
            "sick",
            "Address",
            "10.0.0.7",
            "Service",
            Map.of("Service", "shop"),
            "Check",
            Map.of("CheckID", "c", "Status", "critical", "ServiceID", "shop")));
    call(
        "Catalog.Register",
        Map.of(
            "Node",
            "weak",
            "Address",
            "10.0.0.8",
            "Service",
            Map.of("Service", "shop"),
            "Check",
            Map.of("CheckID", "c", "Status", "warning", "ServiceID", "shop")));
    assertThat(shops(0)).containsExactly("sick", "weak");
    assertThat(shops(1)).containsExactly("weak");
    assertThat(shops(2)).isEmpty();
  }

  private static List<String> shops(int healthFilter) throws DecodeException {
    var reply =
        call(
            "Health.ServiceNodes", Map.of("ServiceName", "shop", "HealthFilterType", healthFilter));
    return HealthCalls.SERVICE_NODES.reply(reply).value().stream()
        .map(row -> row.node().node())
        .toList();
  }

  @Test
  void tagsCountOnlyWithTheirSwitch() throws DecodeException {
    assertThat(nodesOf(Map.of("ServiceName", "web", "ServiceTags", List.of("z")))).hasSize(1);
    assertThat(
            nodesOf(Map.of("ServiceName", "web", "ServiceTags", List.of("z"), "TagFilter", true)))
        .isEmpty();
    assertThat(nodesOf(Map.of("ServiceName", "web", "ServiceTag", "a", "TagFilter", true)))
        .hasSize(1);
  }

  @Test
  void anAddressLeadsToItsInstances() throws DecodeException {
    call(
        "Catalog.Register",
        Map.of(
            "Node",
            "addressed",
            "Address",
            "10.0.0.5",
            "Service",
            Map.of("Service", "by-address", "Address", "10.9.9.9")));
    assertThat(nodesOf(Map.of("ServiceAddress", "10.9.9.9"))).containsExactly("addressed");
    assertThat(nodesOf(Map.of("ServiceAddress", "10.0.0.5"))).isEmpty();
  }

  private static List<String> nodesOf(Map<String, Object> argument) throws DecodeException {
    var reply = call("Catalog.ServiceNodes", argument);
    return CatalogCalls.SERVICE_NODES.reply(reply).value().stream()
        .map(praetor.model.ServiceNode::node)
        .toList();
  }

  @Test
  void aReadWaitsForAGreaterIndexAndIsForgottenWhenItIsGivenUp() throws Exception {
    call("KVS.Apply", Map.of("Op", "set", "DirEnt", Map.of("Key", "watched", "Value", "1")));
    var first = KvCalls.GET.reply(call("KVS.Get", Map.of("Key", "watched")));
    var argument = pack(Map.of("Key", "watched", "MinQueryIndex", first.meta().index()));
    var waiting = endpoints.handle(new RpcHandler.Call("KVS.Get", argument, "x"));
    var given = endpoints.handle(new RpcHandler.Call("KVS.Get", argument, "x"));
    assertThat(waiting).isNotDone();
    given.cancel(false);
    call("KVS.Apply", Map.of("Op", "set", "DirEnt", Map.of("Key", "watched", "Value", "2")));
    var reply = KvCalls.GET.reply(waiting.get(5, TimeUnit.SECONDS));
    assertThat(reply.value().getFirst().value()).isEqualTo(Bytes.utf8("2"));
    assertThat(reply.meta().index()).isGreaterThan(first.meta().index());
    assertThat(reply.meta().knownLeader()).isTrue();
  }

  @Test
  void readersThatWakeTogetherGetTheSameBytes() throws Exception {
    call("KVS.Apply", Map.of("Op", "set", "DirEnt", Map.of("Key", "many/a", "Value", "1")));
    var first = KvCalls.LIST.reply(call("KVS.List", Map.of("Key", "many/")));
    var argument = pack(Map.of("Key", "many/", "MinQueryIndex", first.meta().index()));
    var one = endpoints.handle(new RpcHandler.Call("KVS.List", argument, "x"));
    var two = endpoints.handle(new RpcHandler.Call("KVS.List", argument, "x"));
    call("KVS.Apply", Map.of("Op", "set", "DirEnt", Map.of("Key", "many/a", "Value", "2")));
    assertThat(one.get(5, TimeUnit.SECONDS)).isSameAs(two.get(5, TimeUnit.SECONDS));
    call("KVS.Apply", Map.of("Op", "set", "DirEnt", Map.of("Key", "many/a", "Value", "3")));
    assertThat(
            KvCalls.LIST.reply(call("KVS.List", Map.of("Key", "many/"))).value().getFirst().value())
        .isEqualTo(Bytes.utf8("3"));
  }

  @Test
  void aReadThatNothingWakesEndsAfterItsTime() throws Exception {
    var recorded = RecordedCalls.of("Catalog.ListNodes-blocking");
    var reply =
        endpoints
            .handle(new RpcHandler.Call(recorded.method(), recorded.argument(), "x"))
            .get(10, TimeUnit.SECONDS);
    assertThat(CatalogCalls.LIST_NODES.reply(reply).value()).isNotEmpty();
  }

  @Test
  void anEventGoesToTheGossipPoolUnderItsFullName() {
    var recorded = RecordedCalls.of("Internal.EventFire");
    call(recorded.method(), recorded.argument());
    assertThat(server.fired())
        .extracting(InMemoryServer.Fired::name)
        .contains("consul:event:deploy");
  }

  @Test
  void whatClientsOfConsulAskOfTheMeshIsAnswered() throws DecodeException {
    var overview =
        MeshCalls.OVERVIEWS.reply(call("Internal.CatalogOverview", Map.of("Datacenter", "dc1")));
    assertThat(overview.nodes().total()).isPositive();
    assertThat(overview.services()).extracting(UiOverview.Count::name).contains("web");
    var listed =
        MeshCalls.LIST_ENTRIES.reply(
            call("ConfigEntry.List", Map.of("Kind", "exported-services", "Datacenter", "dc1")));
    assertThat(listed.value()).isEqualTo(new ListedEntries("exported-services", List.of()));
    assertThatThrownBy(() -> call("ConfigEntry.List", Map.of("Kind", "nope")))
        .rootCause()
        .hasMessage("invalid config entry kind: nope");
    assertThat(tree(call("FederationState.List", Map.of("Datacenter", "dc1")))).isNotNull();
  }

  /** Source: the bytes of a reply of Consul 1.21.4. */
  @Test
  void anEntryThatIsNotThereIsAnEmptyKindAndNoValue() throws DecodeException {
    var reply = call("ConfigEntry.Get", Map.of("Kind", "exported-services", "Name", "default"));
    var inner = new PackReader(new PackReader(reply.array()).raw());
    assertThat(inner.string()).isEmpty();
    assertThat(inner.mapHeader()).isEqualTo(7);
    var read = ConfigEntryCalls.GET.reply(reply);
    assertThat(read.value()).isEmpty();
    assertThat(read.meta().knownLeader()).isTrue();
  }

  /**
   * All fields of the reply of Consul 1.21.4, of which a service without central ones needs none.
   */
  @Test
  void aServiceHasNoCentralConfiguration() throws DecodeException {
    var reply = call("ConfigEntry.ResolveServiceConfig", Map.of("Name", "web"));
    var inner = new PackReader(reply.array()).raw();
    assertThat(new PackReader(inner).mapHeader()).isEqualTo(19);
    assertThat(PackTree.of(Bytes.owned(inner)))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsOnlyKeys("Index", "KnownLeader");
  }

  @Test
  void aForwardedCallIsAnsweredByTheLeaderAlone() throws DecodeException {
    var name = LeaderCall.of("KVS.List");
    assertThat(call(name, Map.of("Key", "nothing/"))).isNotNull();
    var refusing =
        new RpcEndpoints(
            new RpcEndpoints.Backing(
                server.role(),
                server.role(),
                _ -> CompletableFuture.failedFuture(RequestException.noLeader())),
            server.surroundings());
    assertThatThrownBy(
            () ->
                refusing
                    .handle(new RpcHandler.Call(name, pack(Map.of("Key", "nothing/")), "x"))
                    .join())
        .rootCause()
        .isInstanceOf(RpcException.class)
        .hasMessage("No cluster leader");
  }

  @Test
  void whateverComesIsAnsweredOrRefused() {
    var seeds = RecordedCalls.all();
    RandomTest.of(20_000)
        .check(
            random -> {
              var seed = seeds.get(random.nextInt(seeds.size()));
              var bytes = seed.argument().array().clone();
              for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
              }
              var cut =
                  random.nextInt(4) == 0
                      ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1))
                      : bytes;
              var call = new RpcHandler.Call(seed.method(), Bytes.owned(cut), "x");
              var reply = endpoints.handle(call);
              if (reply.isCompletedExceptionally()) {
                assertThatThrownBy(reply::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(RpcException.class)
                    .message()
                    .doesNotContain("internal error");
              }
              reply.cancel(false);
            });
  }
}
