package praetor.agent.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonWriter;

class RecoveryPlanTest {

  private static final GroupServer ONE = server("a1", "node1");
  private static final GroupServer TWO = server("b2", "node2");
  private static final GroupServer THREE = server("b3", "node3");
  private static final GroupServer REPLICA = new GroupServer("c4", "", true, "copy");
  private static final List<GroupServer> GROUP = List.of(ONE, TWO, THREE);

  private static GroupServer server(String id, String node) {
    return new GroupServer(id, "10.0.0.1:8300", false, node);
  }

  private static Survivor survivor(GroupServer server, long term, long index) {
    return new Survivor(server.id(), term, index, 1, 0, 1, GROUP);
  }

  private static RecoveryPlan plan(String... keep) throws RecoveryException {
    return RecoveryPlan.of(List.of(survivor(ONE, 3, 50)), List.of(keep));
  }

  @Test
  void serversAreNamedByNodeByIdOrByTheBeginningOfAnId() throws Exception {
    assertThat(plan("node1").kept()).containsExactly(ONE);
    assertThat(plan("b2", "a").kept()).containsExactly(TWO, ONE);
    assertThat(plan("a1", "node1").kept()).containsExactly(ONE);
    assertThat(plan("node1").lost()).containsExactly(TWO, THREE);
  }

  @Test
  void aWordThatNamesNobodyOrSeveralIsRefusedWithTheNames() {
    assertThatThrownBy(() -> plan("node9"))
        .isInstanceOf(RecoveryException.class)
        .hasMessage(
            "\"node9\" names none of the group's servers: node1 (a1), node2 (b2), node3 (b3)");
    assertThatThrownBy(() -> plan("b")).hasMessageContaining("names more than one");
  }

  @Test
  void aNodeNameGoesBeforeTheBeginningOfAnotherId() throws Exception {
    var group = List.of(server("node2-id", "x"), server("z", "node2"));
    var survivor = new Survivor("z", 1, 1, 1, 0, 1, group);
    assertThat(RecoveryPlan.of(List.of(survivor), List.of("node2")).kept())
        .containsExactly(group.get(1));
  }

  @Test
  void aGroupWithoutAVoterIsRefused() {
    var survivor = new Survivor("c4", 1, 1, 1, 0, 1, List.of(ONE, REPLICA));
    assertThatThrownBy(() -> RecoveryPlan.of(List.of(survivor), List.of("copy")))
        .hasMessageContaining("none of the servers to keep votes");
    assertThatThrownBy(() -> plan()).isInstanceOf(RecoveryException.class);
  }

  @Test
  void thoseWhoAreKeptMayBeAMajorityAnyway() throws Exception {
    assertThat(plan("node1").keepsTheMajority()).isFalse();
    assertThat(plan("node1", "node3").keepsTheMajority()).isTrue();
  }

  @Test
  void theNewestLogIsThatOfTheNewestTermAndThenTheLongest() throws Exception {
    var survivors = List.of(survivor(ONE, 3, 90), survivor(TWO, 4, 10), survivor(THREE, 4, 11));
    assertThat(RecoveryPlan.of(survivors, List.of("node1")).survivors())
        .extracting(Survivor::title)
        .containsExactly("node3", "node2", "node1");
  }

  @Test
  void whoTakesPartIsKnownByTheOneThatHeardOfTheLastChange() {
    var old = survivor(ONE, 3, 90);
    var changed = new Survivor("b2", 3, 80, 1, 0, 70, List.of(ONE, TWO));
    assertThat(RecoveryPlan.group(List.of(old, changed))).containsExactly(ONE, TWO);
  }

  @Test
  void aSurvivorIsTheSameAfterItsJson() throws Exception {
    var survivor = new Survivor("a1", 3, 50, 7, 40, 12, List.of(ONE, REPLICA));
    var json = JsonWriter.pretty();
    Survivor.SHAPE.writeJson(survivor, json);
    assertThat(Survivor.SHAPE.readJson(JsonReader.read(json.toText()), JsonPath.lenient()))
        .isEqualTo(survivor);
  }
}
