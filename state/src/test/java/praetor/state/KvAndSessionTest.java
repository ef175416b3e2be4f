package praetor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import praetor.model.Bytes;
import praetor.model.Coordinate;
import praetor.model.KvEntry;
import praetor.model.NodeCoordinate;
import praetor.state.command.AutopilotSetRequest;
import praetor.state.command.Command;
import praetor.state.command.KvsRequest;

class KvAndSessionTest {
  private static final Outcome TRUE = new Outcome.Answered(true);
  private static final Outcome FALSE = new Outcome.Answered(false);

  private final Fixture fixture = new Fixture();
  private final WatchSet none = WatchSet.none();

  @BeforeEach
  void aNodeWithTwoSessions() {
    fixture.register(
        """
        {"Node": "n", "Address": "1.1.1.1",
         "Checks": [{"CheckID": "ok", "Status": "passing"}, {"CheckID": "bad"}]}
        """);
    fixture.session("{\"ID\":\"s1\",\"Node\":\"n\",\"LockDelay\":\"15s\"}");
    fixture.session("{\"ID\":\"s2\",\"Node\":\"n\",\"LockDelay\":0,\"Behavior\":\"delete\"}");
  }

  private Outcome lock(String key, String session) {
    return fixture.kv(KvsRequest.LOCK, key, "v", session, 0);
  }

  private KvEntry get(String key) {
    return fixture.view().kvGet(Bytes.utf8(key), none).value().orElseThrow();
  }

  private Object version(String prefix) {
    var entries = fixture.view().kvList(Bytes.utf8(prefix), none).value();
    assertThat(entries).isInstanceOf(Versioned.class);
    return ((Versioned) entries).version();
  }

  @Test
  void aListKeepsItsVersionUntilAKeyChanges() {
    fixture.set("a/1", "x");
    var before = version("a/");
    assertThat(version("a/")).isEqualTo(before);
    assertThat(version("a")).isNotEqualTo(before);
    fixture.register("{\"Node\": \"other\", \"Address\": \"1.1.1.2\"}");
    fixture.set("a/1", "x");
    assertThat(version("a/")).isEqualTo(before);
    fixture.set("a/1", "y");
    assertThat(version("a/")).isNotEqualTo(before);
  }

  @Test
  void aListStaysAsItWasWhenItWasRead() {
    fixture.set("a/1", "x");
    var entries = fixture.view().kvList(Bytes.utf8("a/"), none).value();
    var nothing = fixture.view().kvList(Bytes.utf8("b/"), none).value();
    fixture.set("a/2", "x");
    fixture.set("b/1", "x");
    assertThat(entries).extracting(entry -> entry.key().utf8()).containsExactly("a/1");
    assertThat(nothing).isEmpty();
  }

  @Test
  void lockIndexCountsTheLocks() {
    assertThat(lock("k", "s1")).isEqualTo(TRUE);
    assertThat(lock("k", "s1")).isEqualTo(TRUE);
    assertThat(get("k").lockIndex()).isEqualTo(1);
    assertThat(lock("k", "s2")).isEqualTo(FALSE);
    assertThat(fixture.kv(KvsRequest.UNLOCK, "k", "v", "s2", 0)).isEqualTo(FALSE);
    assertThat(fixture.kv(KvsRequest.UNLOCK, "k", "v", "s1", 0)).isEqualTo(TRUE);
    assertThat(get("k").session()).isEmpty();
    assertThat(lock("k", "s2")).isEqualTo(TRUE);
    assertThat(get("k").lockIndex()).isEqualTo(2);
  }

  @Test
  void aPlainWriteKeepsTheHolderAndForgetsTheCount() {
    lock("k", "s1");
    fixture.set("k", "plain");
    assertThat(get("k").session()).isEqualTo("s1");
    assertThat(get("k").lockIndex()).isZero();
    fixture.kv(KvsRequest.CAS, "k", "cas", "", get("k").modifyIndex());
    assertThat(get("k").session()).isEqualTo("s1");
  }

  @Test
  void locksAreRefusedInConsulsWords() {
    assertThat(lock("k", "")).isEqualTo(new Outcome.Refused("missing session"));
    assertThat(lock("k", "no")).isEqualTo(new Outcome.Refused("invalid session \"no\""));
    assertThat(fixture.kv(KvsRequest.UNLOCK, "k", "v"))
        .isEqualTo(new Outcome.Refused("missing session"));
    assertThat(fixture.kv("bogus", "k", "v"))
        .isEqualTo(new Outcome.Refused("unknown KV operation: bogus"));
  }

  @Test
  void theEndOfASessionReleasesOrDeletesItsKeysAndDelaysTheNextLock() {
    lock("r", "s1");
    lock("d", "s2");
    fixture.destroy("s1");
    fixture.destroy("s2");
    assertThat(get("r").session()).isEmpty();
    assertThat(get("r").lockIndex()).isEqualTo(1);
    assertThat(get("r").modifyIndex()).isEqualTo(fixture.index() - 1);
    assertThat(fixture.view().kvGet(Bytes.utf8("d"), none).value()).isEmpty();
    assertThat(fixture.store.lockDelayed(Bytes.utf8("r"))).isTrue();
    assertThat(fixture.store.lockDelayed(Bytes.utf8("d"))).isFalse();
    fixture.clock.pass(Duration.ofSeconds(15).minusNanos(1));
    assertThat(fixture.store.lockDelayed(Bytes.utf8("r"))).isTrue();
    fixture.clock.pass(Duration.ofNanos(1));
    assertThat(fixture.store.lockDelayed(Bytes.utf8("r"))).isFalse();
  }

  @Test
  void aVoluntaryReleaseDelaysNothing() {
    lock("k", "s1");
    fixture.kv(KvsRequest.UNLOCK, "k", "v", "s1", 0);
    fixture.destroy("s1");
    assertThat(fixture.store.lockDelayed(Bytes.utf8("k"))).isFalse();
  }

  @Test
  void aLockDelayCountsForAMinuteAtMost() {
    fixture.session("{\"ID\":\"long\",\"Node\":\"n\",\"LockDelay\":\"10m\"}");
    lock("k", "long");
    fixture.destroy("long");
    fixture.clock.pass(Duration.ofSeconds(59));
    assertThat(fixture.store.lockDelayed(Bytes.utf8("k"))).isTrue();
    fixture.clock.pass(Duration.ofSeconds(1));
    assertThat(fixture.store.lockDelayed(Bytes.utf8("k"))).isFalse();
  }

  @Test
  void manyLockDelaysThatHavePassedAreForgotten() {
    for (int i = 0; i < 3_000; i++) {
      lock("k" + i, "s1");
    }
    fixture.destroy("s1");
    fixture.clock.pass(Duration.ofSeconds(20));
    fixture.session("{\"ID\":\"s3\",\"Node\":\"n\",\"LockDelay\":\"1s\"}");
    lock("last", "s3");
    fixture.destroy("s3");
    assertThat(fixture.store.lockDelayed(Bytes.utf8("last"))).isTrue();
    assertThat(fixture.store.lockDelayed(Bytes.utf8("k7"))).isFalse();
  }

  @Test
  void sessionsAreRefusedInConsulsWords() {
    assertThat(fixture.session("{\"ID\":\"x\",\"Node\":\"no\"}"))
        .isEqualTo(new Outcome.Refused("Missing node registration"));
    assertThat(fixture.session("{\"ID\":\"x\",\"Node\":\"n\",\"NodeChecks\":[\"no\"]}"))
        .isEqualTo(new Outcome.Refused("Missing check 'no' registration"));
    assertThat(
            fixture.session("{\"ID\":\"x\",\"Node\":\"n\",\"ServiceChecks\":[{\"ID\":\"bad\"}]}"))
        .isEqualTo(new Outcome.Refused("Check 'bad' is in critical state"));
    assertThat(fixture.session("{\"ID\":\"x\",\"Node\":\"n\",\"NodeChecks\":[\"ok\"]}"))
        .isEqualTo(new Outcome.SessionCreated("x"));
  }

  @Test
  void aSessionEndsWithItsCheckOrNode() {
    fixture.session("{\"ID\":\"x\",\"Node\":\"N\",\"NodeChecks\":[\"OK\"]}");
    assertThat(fixture.view().nodeSessions("n", none).value()).hasSize(3);
    fixture.deregister("n", "", "ok");
    assertThat(fixture.view().session("x", none).value()).isEmpty();
    assertThat(fixture.view().sessions(none).value()).hasSize(2);
    fixture.deregister("n", "", "");
    assertThat(fixture.view().sessions(none).value()).isEmpty();
  }

  @Test
  void keysAreCutAtTheSeparatorAndComeInByteOrder() {
    for (var key :
        List.of("rk/b/2", "rk/a/1", "rk/a/10", "rk/a", "rk/A", "rk/c", "rk/c/", "rk/c/d")) {
      fixture.set(key, key);
    }
    fixture.write(
        new KvsRequest(
            KvsRequest.SET,
            new KvEntry(
                0, Bytes.owned(new byte[] {'r', 'k', '/', -1, -1}), 0, Bytes.EMPTY, "", 0, 0)));
    fixture.set("s", "s");
    var view = fixture.view();
    assertThat(keys(view, "rk/", "/"))
        .startsWith("rk/A", "rk/a", "rk/a/", "rk/b/", "rk/c", "rk/c/")
        .hasSize(7);
    assertThat(keys(view, "rk/b", "/")).containsExactly("rk/b/");
    assertThat(keys(view, "rk/", "/1")).startsWith("rk/A", "rk/a", "rk/a/1", "rk/b/2", "rk/c");
    assertThat(keys(view, "rk/a", "")).containsExactly("rk/a", "rk/a/1", "rk/a/10");
    assertThat(keys(view, "", "/")).containsExactly("rk/", "s");
    assertThat(keys(view, "zzz", "/")).isEmpty();
  }

  private List<String> keys(StateView view, String prefix, String separator) {
    return view.kvKeys(Bytes.utf8(prefix), Bytes.utf8(separator), none).value().stream()
        .map(Bytes::utf8)
        .toList();
  }

  @Test
  void theIndexOfAPrefixNeverFallsThroughADeletion() {
    fixture.set("a/b/1", "1");
    fixture.set("a/b/2", "1");
    fixture.kv(KvsRequest.DELETE, "a/b/1", "");
    fixture.set("a/b/3", "1");
    long before = fixture.view().kvList(Bytes.utf8("a/b/"), none).index();
    fixture.kv(KvsRequest.DELETE_TREE, "a/", "");
    long deletion = fixture.index();
    fixture.set("other", "1");
    assertThat(deletion).isGreaterThan(before);
    assertThat(fixture.view().kvList(Bytes.utf8("a/b/"), none).index()).isEqualTo(deletion);
    fixture.write(new Command.TombstoneReap(deletion));
    assertThat(fixture.view().kvList(Bytes.utf8("a/b/"), none).index())
        .isEqualTo(fixture.index() - 1);
  }

  @Test
  void flagsAndIndexesAreUnsigned() {
    fixture.write(
        new KvsRequest(
            KvsRequest.SET, new KvEntry(0, Bytes.utf8("k"), -1L, Bytes.EMPTY, "", 0, 0)));
    assertThat(Long.toUnsignedString(get("k").flags())).isEqualTo("18446744073709551615");
  }

  @Test
  void coordinatesOfUnknownNodesArePassedOver() {
    var coordinate = new Coordinate(List.of(0.1, 0.2), 1.5, 0, 1e-5);
    fixture.write(
        new Command.CoordinateBatch(
            List.of(
                new NodeCoordinate("n", "", coordinate),
                new NodeCoordinate("n", "alpha", coordinate),
                new NodeCoordinate("nobody", "", coordinate))));
    assertThat(fixture.view().coordinates(none).value()).hasSize(2);
    assertThat(fixture.view().nodeCoordinates("N", none).value()).hasSize(2);
    assertThat(fixture.view().coordinates(none).index()).isEqualTo(fixture.index());
    fixture.deregister("n", "", "");
    assertThat(fixture.view().coordinates(none).value()).isEmpty();
    assertThat(fixture.view().coordinates(none).index()).isEqualTo(fixture.index());
  }

  @Test
  void theAutopilotConfigurationIsSetWhenItIsAsOldAsTold() {
    assertThat(fixture.write(new AutopilotSetRequest(AutopilotConfig.DEFAULT, true)))
        .isEqualTo(TRUE);
    assertThat(fixture.write(new AutopilotSetRequest(AutopilotConfig.DEFAULT, true)))
        .isEqualTo(FALSE);
    var present = fixture.view().autopilotConfig(none).value().orElseThrow();
    assertThat(fixture.write(new AutopilotSetRequest(present, true))).isEqualTo(TRUE);
    assertThat(fixture.write(new AutopilotSetRequest(AutopilotConfig.DEFAULT, false)))
        .isEqualTo(TRUE);
    var last = fixture.view().autopilotConfig(none).value().orElseThrow();
    assertThat(last.createIndex()).isEqualTo(present.createIndex());
    assertThat(last.modifyIndex()).isEqualTo(fixture.index());
  }
}
