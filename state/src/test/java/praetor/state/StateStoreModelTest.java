package praetor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.model.Bytes;
import praetor.model.CheckDefinition;
import praetor.model.DeregisterRequest;
import praetor.model.HealthCheck;
import praetor.model.KvEntry;
import praetor.model.NodeService;
import praetor.model.RegisterRequest;
import praetor.model.Session;
import praetor.state.command.Command;
import praetor.state.command.KvsRequest;
import praetor.state.command.SessionRequest;

/**
 * Random commands against the {@link Model}: outcomes, answers, indexes, and who is woken. A
 * failure names its seed.
 */
class StateStoreModelTest {
  private static final List<String> KV_OPS =
      List.of(
          "set",
          "set",
          "set",
          "set",
          "cas",
          "lock",
          "lock",
          "unlock",
          "delete",
          "delete-cas",
          "delete-tree");

  private static final Map<String, BiFunction<StateView, WatchSet, Read<?>>> READS =
      new LinkedHashMap<>();

  static {
    for (var key : List.of("a", "a/b", "b/c", "c")) {
      READS.put("kv " + key, (view, watch) -> view.kvGet(Bytes.utf8(key), watch));
      READS.put("kv list " + key, (view, watch) -> view.kvList(Bytes.utf8(key), watch));
    }
    for (var name : List.of("web", "db", "api")) {
      READS.put("service " + name, (view, watch) -> view.serviceNodes(name, watch));
      READS.put("health " + name, (view, watch) -> view.checkServiceNodes(name, watch));
      READS.put("connect " + name, (view, watch) -> view.connectServiceNodes(name, watch));
      READS.put("connect health " + name, (v, watch) -> v.checkConnectServiceNodes(name, watch));
      READS.put("checks of " + name, (view, watch) -> view.serviceChecks(name, watch));
    }
    for (var node : List.of("n1", "n2", "n3")) {
      READS.put("node " + node, (view, watch) -> view.nodeServices(node, watch));
      READS.put("checks on " + node, (view, watch) -> view.nodeChecks(node, watch));
      READS.put("sessions on " + node, (view, watch) -> view.nodeSessions(node, watch));
      READS.put("info of " + node, (view, watch) -> view.nodeInfo(node, watch));
    }
    READS.put("nodes", StateView::nodes);
    READS.put("services", (view, watch) -> view.services(watch));
    READS.put("services by meta", (view, watch) -> view.services(Map.of(), watch));
    READS.put("any", (view, watch) -> view.checksInState("any", watch));
    READS.put("sessions", StateView::sessions);
    READS.put("session s1", (view, watch) -> view.session("s1", watch));
    READS.put("node dump", StateView::nodeDump);
    READS.put("service dump", StateView::serviceDump);
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {101, 102, 103, 104, 105, 106, 107, 108})
  void theStoreDoesWhatTheModelDoes(long seed) throws Exception {
    var random = new Random(seed);
    var model = new Model();
    var store = new StateStore(new TestClock());
    for (long index = 1; index <= 1_500; index++) {
      var command = command(random, model, index);
      var before = store.view();
      var fired = park(store);
      var outcome = store.apply(index, command);
      // Some batches have more than one command.
      boolean publishes = random.nextInt(4) != 0;
      if (publishes) {
        store.publish();
      }
      var what = "seed=" + seed + " index=" + index + " " + command;
      assertThat(outcome).as(what).isEqualTo(model.apply(index, command));
      if (publishes) {
        assertSame(store.view(), model, what);
        assertRightlyWoken(before, store.view(), fired, what);
      }
      if (random.nextInt(200) == 0) {
        store.publish();
        store = restored(store.view());
      }
    }
  }

  private static StateStore restored(StateView view) throws Exception {
    var bytes = new ByteArrayOutputStream();
    SnapshotWriter.write(view, bytes);
    var copy = new StateStore(new TestClock());
    copy.restore(SnapshotReader.read(new ByteArrayInputStream(bytes.toByteArray())).view());
    return copy;
  }

  private static List<AtomicInteger> park(StateStore store) {
    List<AtomicInteger> fired = new ArrayList<>();
    for (var read : READS.values()) {
      var watch = new WatchSet();
      read.apply(store.view(), watch);
      var count = new AtomicInteger();
      store.watches().register(watch, count::incrementAndGet);
      fired.add(count);
    }
    return fired;
  }

  /** Who sees another value is woken; who is woken sees another value or at least index. */
  private static void assertRightlyWoken(
      StateView before, StateView after, List<AtomicInteger> fired, String what) {
    int i = 0;
    for (var read : READS.entrySet()) {
      var then = read.getValue().apply(before, WatchSet.none());
      var now = read.getValue().apply(after, WatchSet.none());
      int times = fired.get(i++).get();
      if (!then.value().equals(now.value())) {
        assertThat(times).as("%s should wake %s", what, read.getKey()).isEqualTo(1);
      } else if (then.index() == now.index()) {
        assertThat(times).as("%s should not wake %s", what, read.getKey()).isZero();
      }
      if (times > 0 && !then.value().equals(now.value())) {
        assertThat(now.index())
            .as("%s moves the index of %s", what, read.getKey())
            .isGreaterThan(then.index());
      }
    }
  }

  private static void assertSame(StateView view, Model model, String what) {
    var none = WatchSet.none();
    for (var key : List.of("", "a", "a/", "a/b", "b", "none")) {
      var bytes = Bytes.utf8(key);
      assertThat(view.kvGet(bytes, none)).as(what).isEqualTo(model.kvGet(key));
      assertThat(view.kvList(bytes, none)).as(what).isEqualTo(model.kvList(key));
      assertThat(view.kvKeys(bytes, Bytes.utf8("/"), none))
          .as(what)
          .isEqualTo(model.kvKeys(key, "/"));
      assertThat(view.kvKeys(bytes, Bytes.EMPTY, none)).as(what).isEqualTo(model.kvKeys(key, ""));
    }
    for (var name : List.of("web", "db", "api", "none")) {
      assertThat(view.checkServiceNodes(name, none)).as(what).isEqualTo(model.health(name));
      assertThat(view.serviceChecks(name, none)).as(what).isEqualTo(model.serviceChecks(name));
      assertThat(view.serviceNodes(name, none).value().stream().map(row -> row.serviceId()))
          .as(what)
          .isEqualTo(model.health(name).value().stream().map(row -> row.service().id()).toList());
    }
    for (var state : List.of("any", "passing", "critical")) {
      assertThat(view.checksInState(state, none)).as(what).isEqualTo(model.inState(state));
    }
    for (var node : List.of("n1", "n2")) {
      assertThat(view.nodeChecks(node, none).value()).as(what).isEqualTo(model.checksOf(node));
      assertThat(view.nodeServices(node, none).value().map(NodeServices::services))
          .as(what)
          .isEqualTo(Optional.ofNullable(model.nodes.get(node)).map(_ -> model.servicesOf(node)));
    }
    assertThat(view.nodes(none)).as(what).isEqualTo(model.nodes());
    assertThat(view.sessions(none)).as(what).isEqualTo(model.sessions());
  }

  private static <T> T one(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static Command command(Random random, Model model, long index) {
    int dice = random.nextInt(20);
    if (dice < 9) {
      return kv(random, model);
    }
    if (dice < 11) {
      return session(random);
    }
    if (dice < 17) {
      return register(random, model);
    }
    return dice < 19 ? deregister(random) : new Command.TombstoneReap(Math.max(0, index - 100));
  }

  private static Command kv(Random random, Model model) {
    var key = one(random, List.of("a", "a/", "a/b", "a/b/c", "a/b/", "a/d", "b/c", "b", "c"));
    var known = model.kv.get(key);
    long present = known == null ? 0 : known.modifyIndex();
    return new KvsRequest(
        one(random, KV_OPS),
        new KvEntry(
            0,
            Bytes.utf8(key),
            random.nextInt(2),
            Bytes.utf8(one(random, List.of("", "x", "y"))),
            one(random, List.of("s1", "s2", "s3")),
            0,
            one(random, List.of(0L, present, 3L))));
  }

  private static Command session(Random random) {
    return new SessionRequest(
        one(random, List.of(SessionRequest.CREATE, SessionRequest.DESTROY)),
        new Session(
            // A session id is drawn once in life, but a model may be stricter than that.
            one(random, List.of("s1", "s2", "s3")) + (random.nextInt(3) == 0 ? "" : "x"),
            "",
            one(random, List.of("n1", "n2")),
            Duration.ZERO,
            one(random, List.of("release", "delete")),
            "",
            one(random, List.of(List.of(), List.of("c1"), List.of("c1", "c2"))),
            List.of(),
            List.of(),
            0,
            0));
  }

  private static Command register(Random random, Model model) {
    var node = one(random, List.of("n1", "n2", "n3"));
    Optional<NodeService> service =
        random.nextInt(2) == 0 ? Optional.empty() : Optional.of(service(random));
    List<HealthCheck> checks = new ArrayList<>();
    if (random.nextInt(2) == 0) {
      var ids = new ArrayList<>(List.of(""));
      model.servicesOf(node).forEach(known -> ids.add(known.id()));
      service.ifPresent(known -> ids.add(known.id()));
      checks.add(check(random, one(random, ids)));
    }
    return new Command.Register(
        new RegisterRequest(
            "",
            "",
            node,
            one(random, List.of("10.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.2")),
            Map.of(),
            Map.of(),
            service,
            Optional.empty(),
            checks,
            false,
            Optional.empty(),
            "",
            0,
            0));
  }

  private static NodeService service(Random random) {
    var zero = NodeService.SHAPE.zero();
    return new NodeService(
        "",
        one(random, List.of("i1", "i2")),
        one(random, List.of("web", "web", "db", "api")),
        one(random, List.of(List.of(), List.of("t"))),
        "",
        Map.of(),
        Map.of(),
        random.nextInt(2),
        "",
        Optional.empty(),
        false,
        Optional.empty(),
        zero.proxy(),
        zero.connect(),
        false,
        "",
        0,
        0);
  }

  private static HealthCheck check(Random random, String serviceId) {
    return new HealthCheck(
        "",
        one(random, List.of("c1", "c2", "c3")),
        "name",
        one(random, List.of("passing", "passing", "critical")),
        "",
        one(random, List.of("", "out")),
        serviceId,
        "",
        List.of(),
        "",
        "",
        "",
        0,
        CheckDefinition.SHAPE.zero(),
        "",
        0,
        0);
  }

  private static Command deregister(Random random) {
    var node = one(random, List.of("n1", "n2", "n3"));
    int dice = random.nextInt(5);
    return new Command.Deregister(
        new DeregisterRequest(
            "",
            node,
            dice < 2 ? one(random, List.of("i1", "i2")) : "",
            dice == 2 || dice == 3 ? one(random, List.of("c1", "c2", "c3")) : "",
            ""));
  }
}
