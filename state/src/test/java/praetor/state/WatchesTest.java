package praetor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.model.Bytes;
import praetor.state.command.KvsRequest;

class WatchesTest {
  private final Fixture fixture = new Fixture();

  /** Reads, parks, and counts how often it was woken. */
  private AtomicInteger park(BiFunction<StateView, WatchSet, Read<?>> read) {
    var watch = new WatchSet();
    read.apply(fixture.view(), watch);
    var fired = new AtomicInteger();
    fixture.store.watches().register(watch, fired::incrementAndGet);
    return fired;
  }

  private AtomicInteger parkKey(String key) {
    return park((view, watch) -> view.kvGet(Bytes.utf8(key), watch));
  }

  private AtomicInteger parkPrefix(String prefix) {
    return park((view, watch) -> view.kvList(Bytes.utf8(prefix), watch));
  }

  @Test
  void aKeyWakesItsOwnReadersAndThoseOfItsPrefixesOnce() {
    fixture.set("a/b", "1");
    var key = parkKey("a/b");
    var prefix = parkPrefix("a/");
    var itself = parkPrefix("a/b");
    var all = parkPrefix("");
    var longer = parkPrefix("a/b/");
    var other = parkKey("a/bc");
    fixture.set("a/b", "2");
    fixture.set("a/b", "3");
    assertThat(List.of(key.get(), prefix.get(), itself.get(), all.get())).containsOnly(1);
    assertThat(List.of(longer.get(), other.get())).containsOnly(0);
    assertThat(fixture.store.watches().size()).isEqualTo(2);
  }

  @Test
  void anEqualWriteAndARefusedOneWakeNobody() {
    fixture.set("a", "1");
    var key = parkKey("a");
    fixture.set("a", "1");
    fixture.kv(KvsRequest.CAS, "a", "2", "", 1);
    fixture.kv(KvsRequest.LOCK, "a", "2", "none", 0);
    fixture.kv(KvsRequest.DELETE, "b", "");
    fixture.txn(
        Fixture.kvOp("set", "a", "9", "", 0), Fixture.kvOp("check-index", "a", "", "", 12345));
    assertThat(key).hasValue(0);
  }

  @Test
  void aKeyThatAppearsAndOneThatGoesWake() {
    var absent = parkKey("new");
    var prefix = parkPrefix("n");
    fixture.set("new", "1");
    assertThat(absent).hasValue(1);
    assertThat(prefix).hasValue(1);
    var present = parkKey("new");
    var below = parkPrefix("new");
    fixture.kv(KvsRequest.DELETE_TREE, "n", "");
    assertThat(present).hasValue(1);
    assertThat(below).hasValue(1);
  }

  @Test
  void aChangeBetweenReadAndRegistrationFiresAtOnce() {
    fixture.set("a/x", "1");
    var watch = new WatchSet();
    fixture.view().kvGet(Bytes.utf8("a/x"), watch);
    var prefix = new WatchSet();
    fixture.view().kvList(Bytes.utf8("a/"), prefix);
    var other = new WatchSet();
    fixture.view().kvList(Bytes.utf8("b/"), other);
    fixture.set("a/x", "2");
    fixture.set("c", "2");
    var fired = new AtomicInteger();
    fixture.store.watches().register(watch, fired::incrementAndGet);
    fixture.store.watches().register(prefix, fired::incrementAndGet);
    fixture.store.watches().register(other, fired::incrementAndGet);
    assertThat(fired).hasValue(2);
    assertThat(fixture.store.watches().size()).isEqualTo(1);
  }

  @Test
  void aReaderOfAVeryOldViewReadsAgain() {
    var watch = new WatchSet();
    fixture.view().kvGet(Bytes.utf8("mine"), watch);
    for (int i = 0; i < 20_000; i++) {
      fixture.set("k" + i, "1");
    }
    var fired = new AtomicInteger();
    fixture.store.watches().register(watch, fired::incrementAndGet);
    assertThat(fired).hasValue(1);
  }

  @Test
  void aCancelledReaderIsNotWoken() {
    var watch = new WatchSet();
    fixture.view().kvGet(Bytes.utf8("a"), watch);
    var fired = new AtomicInteger();
    var registration = fixture.store.watches().register(watch, fired::incrementAndGet);
    registration.cancel();
    registration.cancel();
    fixture.set("a", "1");
    assertThat(fired).hasValue(0);
    assertThat(fixture.store.watches().size()).isZero();
  }

  @Test
  void aRestoreWakesEveryone() {
    fixture.set("a", "1");
    var key = parkKey("a");
    var service = park((view, watch) -> view.checkServiceNodes("web", watch));
    fixture.store.restore(StateView.empty());
    assertThat(key).hasValue(1);
    assertThat(service).hasValue(1);
    assertThat(fixture.view().kvGet(Bytes.utf8("a"), WatchSet.none()).value()).isEmpty();
  }

  @Test
  void aCheckWakesTheReadersOfHealthAndNotThoseOfTheCatalog() {
    fixture.register(
        "{\"Node\":\"n\",\"Address\":\"1.1.1.1\",\"Service\":{\"ID\":\"w\",\"Service\":\"web\"}}");
    fixture.register(
        "{\"Node\":\"m\",\"Address\":\"1.1.1.2\",\"Service\":{\"ID\":\"d\",\"Service\":\"db\"}}");
    var health = park((view, watch) -> view.checkServiceNodes("WEB", watch));
    var checks = park((view, watch) -> view.nodeChecks("N", watch));
    var state = park((view, watch) -> view.checksInState("passing", watch));
    var catalog = park((view, watch) -> view.serviceNodes("web", watch));
    var nodes = park(StateView::nodes);
    var services = park((view, watch) -> view.services(watch));
    var node = park((view, watch) -> view.nodeServices("n", watch));
    var otherHealth = park((view, watch) -> view.checkServiceNodes("db", watch));
    long before = fixture.view().serviceNodes("web", WatchSet.none()).index();
    fixture.register(
        "{\"Node\":\"n\",\"Address\":\"1.1.1.1\",\"Check\":{\"CheckID\":\"c\",\"Name\":\"c\"}}");
    assertThat(List.of(health.get(), checks.get(), state.get())).containsOnly(1);
    assertThat(List.of(catalog.get(), nodes.get(), services.get(), node.get())).containsOnly(0);
    assertThat(otherHealth).hasValue(0);
    assertThat(fixture.view().serviceNodes("web", WatchSet.none()).index()).isGreaterThan(before);
  }

  @Test
  void aServiceThatAppearsWakesThoseWhoAskedForItsName() {
    var service = park((view, watch) -> view.serviceNodes("web", watch));
    var health = park((view, watch) -> view.checkServiceNodes("web", watch));
    var connect = park((view, watch) -> view.checkConnectServiceNodes("web", watch));
    var node = park((view, watch) -> view.nodeServices("n", watch));
    fixture.register(
        "{\"Node\":\"n\",\"Address\":\"1.1.1.1\",\"Service\":{\"ID\":\"w\",\"Service\":\"web\"}}");
    assertThat(List.of(service.get(), health.get(), node.get())).containsOnly(1);
    assertThat(connect).hasValue(0);
    fixture.register(
        """
        {"Node": "n", "Address": "1.1.1.1", "Service": {"ID": "p", "Service": "web-proxy",
         "Kind": "connect-proxy", "Port": 1, "Proxy": {"DestinationServiceName": "web"}}}
        """);
    assertThat(connect).hasValue(1);
  }

  @Test
  void aChangedNodeWakesTheReadersOfItsServices() {
    fixture.register(
        "{\"Node\":\"n\",\"Address\":\"1.1.1.1\",\"Service\":{\"ID\":\"w\",\"Service\":\"web\"}}");
    var service = park((view, watch) -> view.serviceNodes("web", watch));
    var health = park((view, watch) -> view.checkServiceNodes("web", watch));
    var services = park((view, watch) -> view.services(watch));
    fixture.register("{\"Node\":\"n\",\"Address\":\"1.1.1.9\"}");
    assertThat(service).hasValue(1);
    assertThat(health).hasValue(1);
    assertThat(services).hasValue(0);
    assertThat(fixture.view().serviceNodes("web", WatchSet.none()).value().getFirst().address())
        .isEqualTo("1.1.1.9");
  }

  @Test
  void sessionsWakeTheirReaders() {
    fixture.register("{\"Node\":\"n\",\"Address\":\"1.1.1.1\"}");
    var absent = park((view, watch) -> view.session("s1", watch));
    var ofNode = park((view, watch) -> view.nodeSessions("n", watch));
    var ofOther = park((view, watch) -> view.nodeSessions("m", watch));
    var all = park(StateView::sessions);
    fixture.session("{\"ID\":\"s1\",\"Node\":\"n\"}");
    assertThat(List.of(absent.get(), ofNode.get(), all.get())).containsOnly(1);
    assertThat(ofOther).hasValue(0);
  }

  @Test
  void oneWriteWakesOnlyItsOwnOfTenThousand() {
    List<AtomicInteger> fired = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      fired.add(i % 2 == 0 ? parkKey("key/" + i) : parkPrefix("dir/" + i + "/"));
    }
    assertThat(fixture.store.watches().size()).isEqualTo(10_000);
    fixture.set("key/4242", "x");
    fixture.set("dir/777/a", "x");
    fixture.set("dir/7/a", "x");
    fixture.set("elsewhere", "x");
    for (int i = 0; i < fired.size(); i++) {
      boolean own = i == 4242 || i == 777 || i == 7;
      assertThat(fired.get(i).get()).as("watcher %d", i).isEqualTo(own ? 1 : 0);
    }
    assertThat(fixture.store.watches().size()).isEqualTo(9_997);
  }

  /** Random watchers and writes: who is woken is exactly who would see another answer. */
  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {21, 22, 23})
  void nothingWakesWithoutAVisibleChange(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      boolean ofKey = random.nextBoolean();
      var key = Bytes.utf8(randomKey(random));
      BiFunction<StateView, WatchSet, Read<?>> read =
          ofKey ? (view, w) -> view.kvGet(key, w) : (view, w) -> view.kvList(key, w);
      var before = read.apply(fixture.view(), WatchSet.none()).value();
      var fired = park(read);
      fixture.kv(randomOp(random), randomKey(random), Integer.toString(random.nextInt(3)));
      var after = read.apply(fixture.view(), WatchSet.none()).value();
      assertThat(fired.get())
          .as("seed=%d round=%d %s", seed, round, key.utf8())
          .isEqualTo(before.equals(after) ? 0 : 1);
    }
  }

  private static String randomOp(Random random) {
    int dice = random.nextInt(10);
    if (dice < 7) {
      return KvsRequest.SET;
    }
    return dice < 9 ? KvsRequest.DELETE : KvsRequest.DELETE_TREE;
  }

  private static String randomKey(Random random) {
    var key = new StringBuilder();
    for (int length = 1 + random.nextInt(3); length > 0; length--) {
      key.append("ab/".charAt(random.nextInt(3)));
    }
    return key.toString();
  }
}
