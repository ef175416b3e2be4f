package praetor.state;

import static org.assertj.core.api.Assertions.assertThat;
import static praetor.state.Fixture.kvOp;

import java.util.List;
import org.junit.jupiter.api.Test;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.HealthCheck;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.Session;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonReader;
import praetor.model.codec.Shape;
import praetor.state.command.TxnError;
import praetor.state.command.TxnOp;
import praetor.state.command.TxnRequest;
import praetor.state.command.TxnResult;

/** Source of all texts: PUT /v1/txn of Consul 1.21.4. */
class TxnOpsTest {
  private final Fixture fixture = new Fixture();

  private static <T> T parse(Shape<T> shape, String json) {
    try {
      return shape.readJson(JsonReader.read(Resources.utf8(json)), JsonPath.lenient());
    } catch (DecodeException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static TxnOp node(String verb, String json) {
    return TxnOp.of(new TxnOp.OfNode(verb, parse(Node.SHAPE, json)));
  }

  private static TxnOp service(String verb, String node, String json) {
    return TxnOp.of(new TxnOp.OfService(verb, node, parse(NodeService.SHAPE, json)));
  }

  private static TxnOp check(String verb, String json) {
    return TxnOp.of(new TxnOp.OfCheck(verb, parse(HealthCheck.SHAPE, json)));
  }

  private static List<TxnResult> results(Outcome outcome) {
    return ((Outcome.TxnDone) outcome).results();
  }

  private static List<String> whats(Outcome outcome) {
    return ((Outcome.TxnFailed) outcome).errors().stream().map(TxnError::what).toList();
  }

  @Test
  void eachOperationSeesThoseBeforeIt() {
    var outcome =
        fixture.txn(
            kvOp("set", "a", "1", "", 0),
            kvOp("get", "a"),
            kvOp("delete", "a"),
            kvOp("check-not-exists", "a"),
            kvOp("set", "a", "2", "", 0));
    var values = results(outcome).stream().map(r -> r.kv().orElseThrow().value().utf8()).toList();
    assertThat(values).containsExactly("", "1", "");
    var kept = fixture.view().kvGet(Bytes.utf8("a"), WatchSet.none());
    assertThat(kept.value().orElseThrow().value().utf8()).isEqualTo("2");
    assertThat(kept.index()).isEqualTo(fixture.index());
  }

  @Test
  void oneRefusalUndoesEverythingAndAllRefusalsAreTold() {
    fixture.set("a", "1");
    long before = fixture.index();
    var outcome =
        fixture.txn(
            kvOp("set", "c", "1", "", 0), kvOp("get", "none"), kvOp("check-not-exists", "a"));
    assertThat(outcome)
        .isEqualTo(
            new Outcome.TxnFailed(
                List.of(
                    new TxnError(1, "key \"none\" doesn't exist"),
                    new TxnError(2, "key \"a\" exists"))));
    assertThat(fixture.view().kvList(Bytes.EMPTY, WatchSet.none()).value()).hasSize(1);
    assertThat(fixture.view().kvList(Bytes.EMPTY, WatchSet.none()).index()).isEqualTo(before);
  }

  @Test
  void theTransactionAfterAFailedOneStartsFromTheSameState() {
    fixture.set("a", "1");
    fixture.store.apply(100, new TxnRequest(List.of(kvOp("set", "b"))));
    fixture.store.apply(
        101, new TxnRequest(List.of(kvOp("set", "c"), kvOp("delete", "b"), kvOp("get", "none"))));
    fixture.store.apply(102, new TxnRequest(List.of(kvOp("set", "d"))));
    fixture.store.publish();
    assertThat(fixture.view().kvKeys(Bytes.EMPTY, Bytes.EMPTY, WatchSet.none()).value())
        .containsExactly(Bytes.utf8("a"), Bytes.utf8("b"), Bytes.utf8("d"));
  }

  @Test
  void keysAreRefusedInConsulsWords() {
    fixture.register("{\"Node\":\"n\",\"Address\":\"1.1.1.1\"}");
    fixture.session("{\"ID\":\"s1\",\"Node\":\"n\"}");
    fixture.session("{\"ID\":\"s2\",\"Node\":\"n\"}");
    fixture.txn(kvOp("lock", "l", "1", "s1", 0));
    fixture.set("a", "1");
    long a = fixture.index();
    var outcome =
        fixture.txn(
            kvOp("check-index", "a", "", "", 1),
            kvOp("check-index", "no", "", "", 1),
            kvOp("check-session", "a", "", "x", 0),
            kvOp("check-session", "no", "", "x", 0),
            kvOp("cas", "a", "2", "", 1),
            kvOp("lock", "a"),
            kvOp("lock", "a", "", "zz", 0),
            kvOp("lock", "l", "", "s2", 0),
            kvOp("unlock", "l", "", "s2", 0),
            kvOp("delete-cas", "a", "", "", 1),
            kvOp("bogus", "a"));
    assertThat(whats(outcome))
        .containsExactly(
            "failed index check for key \"a\", current modify index " + a + " != 1",
            "failed to check index, key \"no\" doesn't exist",
            "failed session check for key \"a\", current session \"\" != \"x\"",
            "failed to check session, key \"no\" doesn't exist",
            "failed to set key \"a\", index is stale",
            "missing session",
            "invalid session \"zz\"",
            "failed to lock key \"l\", lock is already held",
            "failed to unlock key \"l\", lock isn't held, or is held by another session",
            "failed to delete key \"a\", index is stale",
            "unknown KV operation: bogus");
  }

  @Test
  void readsOfKeysGiveEntries() {
    fixture.txn(kvOp("set", "t/a", "1", "", 0), kvOp("set", "t/b", "2", "", 0));
    var outcome =
        fixture
            .view()
            .txnRead(
                List.of(
                    kvOp("get-tree", "t/"),
                    kvOp("get-or-empty", "none"),
                    kvOp("get-tree", "none"),
                    TxnOp.SHAPE.zero()));
    assertThat(results(outcome).stream().map(r -> r.kv().orElseThrow().key().utf8()))
        .containsExactly("t/a", "t/b", "none");
    assertThat(results(outcome).getLast().kv().orElseThrow().modifyIndex()).isZero();
    assertThat(whats(fixture.view().txnRead(List.of(kvOp("get", "none")))))
        .containsExactly("key \"none\" doesn't exist");
  }

  @Test
  void nodesServicesAndChecksAreSetReadAndDeleted() {
    var outcome =
        fixture.txn(
            node("set", "{\"Node\":\"n\",\"Address\":\"1.1.1.1\"}"),
            service("set", "n", "{\"ID\":\"w\",\"Service\":\"web\",\"Tags\":[\"x\"]}"),
            check("set", "{\"Node\":\"n\",\"CheckID\":\"c\",\"ServiceID\":\"w\"}"),
            node("get", "{\"Node\":\"N\"}"),
            service("get", "n", "{\"ID\":\"w\"}"),
            check("get", "{\"Node\":\"n\",\"CheckID\":\"c\"}"));
    assertThat(results(outcome)).hasSize(6);
    var check = results(outcome).get(2).check().orElseThrow();
    assertThat(check.serviceName()).isEqualTo("web");
    assertThat(check.serviceTags()).containsExactly("x");
    assertThat(check.status()).isEqualTo("critical");
    assertThat(results(outcome).subList(3, 6)).isEqualTo(results(outcome).subList(0, 3));
    var removed =
        fixture.txn(
            check("delete-cas", "{\"Node\":\"n\",\"CheckID\":\"c\",\"ModifyIndex\":10}"),
            service("delete", "n", "{\"ID\":\"w\"}"),
            node("delete", "{\"Node\":\"n\"}"));
    assertThat(removed).isEqualTo(new Outcome.TxnDone(List.of()));
    assertThat(fixture.view().nodes(WatchSet.none()).value()).isEmpty();
  }

  @Test
  void theCatalogIsRefusedInConsulsWords() {
    fixture.txn(
        node("set", "{\"Node\":\"n\",\"Address\":\"1.1.1.1\"}"),
        service("set", "n", "{\"ID\":\"w\",\"Service\":\"web\"}"),
        check("set", "{\"Node\":\"n\",\"CheckID\":\"c\"}"));
    var outcome =
        fixture.txn(
            node("cas", "{\"Node\":\"n\",\"ModifyIndex\":1}"),
            node("cas", "{\"Node\":\"n\"}"),
            service("cas", "n", "{\"ID\":\"w\",\"Service\":\"web\",\"ModifyIndex\":1}"),
            check("cas", "{\"Node\":\"n\",\"CheckID\":\"c\",\"ModifyIndex\":1}"),
            node("get", "{\"Node\":\"no\"}"),
            service("get", "n", "{\"ID\":\"no\"}"),
            check("get", "{\"Node\":\"n\",\"CheckID\":\"no\"}"),
            node("bogus", "{\"Node\":\"n\"}"),
            service("bogus", "n", "{\"ID\":\"w\"}"),
            check("bogus", "{\"Node\":\"n\",\"CheckID\":\"c\"}"),
            service("set", "no", "{\"ID\":\"w\",\"Service\":\"web\"}"),
            check("set", "{\"Node\":\"no\",\"CheckID\":\"c\"}"),
            check("set", "{\"Node\":\"n\",\"CheckID\":\"c\",\"ServiceID\":\"no\"}"),
            node("delete-cas", "{\"Node\":\"n\",\"ModifyIndex\":1}"),
            service("delete-cas", "n", "{\"ID\":\"w\",\"ModifyIndex\":1}"),
            check("delete-cas", "{\"Node\":\"n\",\"CheckID\":\"c\",\"ModifyIndex\":1}"),
            service("set", "n", "{\"ID\":\"m\",\"Service\":\"m\",\"Meta\":{\"a b\":\"x\"}}"));
    assertThat(whats(outcome))
        .containsExactly(
            "failed to set node \"n\", index is stale",
            "failed to set node \"n\", index is stale",
            "failed to set service \"w\" on node \"n\", index is stale",
            "failed to set check \"c\" on node \"n\", index is stale",
            "node \"no\" doesn't exist",
            "service \"no\" on node \"n\" doesn't exist",
            "check \"no\" on node \"n\" doesn't exist",
            "unknown node operation: bogus",
            "unknown service operation: bogus",
            "unknown check operation: bogus",
            "Missing node registration",
            "Missing node registration",
            "Missing service registration",
            "failed to delete node \"n\", index is stale",
            "failed to delete service \"w\" on node \"n\", index is stale",
            "failed to delete check \"c\" on node \"n\", index is stale",
            "Invalid Service Meta for node n and serviceID m: Couldn't load metadata pair"
                + " ('a b', 'x'): Key contains invalid characters");
  }

  @Test
  void aSessionIsDeletedWithItsLocks() {
    fixture.register("{\"Node\":\"n\",\"Address\":\"1.1.1.1\"}");
    fixture.session("{\"ID\":\"s1\",\"Node\":\"n\",\"LockDelay\":\"10s\"}");
    fixture.txn(kvOp("lock", "l", "1", "s1", 0));
    var session = parse(Session.SHAPE, "{\"ID\":\"s1\"}");
    assertThat(whats(fixture.txn(TxnOp.of(new TxnOp.OfSession("bogus", session)))))
        .containsExactly("unknown session operation: bogus");
    fixture.txn(TxnOp.of(new TxnOp.OfSession("delete", session)), kvOp("get", "none"));
    assertThat(fixture.view().session("s1", WatchSet.none()).value()).isPresent();
    assertThat(fixture.store.lockDelayed(Bytes.utf8("l"))).isFalse();
    fixture.txn(TxnOp.of(new TxnOp.OfSession("delete", session)));
    assertThat(fixture.view().session("s1", WatchSet.none()).value()).isEmpty();
    assertThat(fixture.store.lockDelayed(Bytes.utf8("l"))).isTrue();
  }

  @Test
  void keysInMessagesAreQuotedLikeGo() {
    assertThat(whats(fixture.txn(kvOp("get", "a\"\\\n\u0001é"))))
        .containsExactly("key \"a\\\"\\\\\\n\\x01é\" doesn't exist");
  }
}
