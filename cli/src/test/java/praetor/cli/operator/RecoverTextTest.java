package praetor.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import praetor.agent.recovery.GroupServer;
import praetor.agent.recovery.RecoveryPlan;
import praetor.agent.recovery.Survivor;
import praetor.client.Member;
import praetor.client.RaftServer;

class RecoverTextTest {
  private static final int ALIVE = 1;
  private static final int FAILED = 4;

  /** As many servers as there are states. */
  private static String online(String leader, int... states) {
    var servers = new ArrayList<RaftServer>();
    var members = new ArrayList<Member>();
    for (int i = 0; i < states.length; i++) {
      var id = "id" + i;
      servers.add(new RaftServer("node" + i, id, "10.0.0." + i + ":8300", false, true, "3", 7));
      members.add(new Member("node" + i, "10.0.0." + i, 8301, Map.of("id", id), states[i], 2));
    }
    return RecoverText.online(servers, members, leader);
  }

  @Test
  void whoeverHasALeaderNeedsNoRecovery() {
    assertThat(online("10.0.0.1:8300", ALIVE, FAILED, ALIVE))
        .contains("node1  id1  10.0.0.1:8300  true   failed")
        .contains("nothing has to be recovered")
        .doesNotContain("stop its agent");
  }

  @Test
  void aMajorityIsToldToLookForTheReasonInstead() {
    assertThat(online("", ALIVE, FAILED, ALIVE))
        .contains("2 of 3 voters are alive, and 2 are enough")
        .doesNotContain("stop its agent");
  }

  @Test
  void aMinorityIsToldWhatToDo() {
    assertThat(online("", ALIVE, FAILED, FAILED, ALIVE, FAILED))
        .contains("2 of 5 voters are alive, and 3 are needed")
        .contains("praetor operator raft recover -data-dir=DIR");
  }

  @Test
  void whatComesNextNamesTheOthersAndTheNewestLog() throws Exception {
    var group =
        List.of(
            new GroupServer("a", "10.0.0.1:8300", false, "node1"),
            new GroupServer("b", "10.0.0.2:8300", false, "node2"),
            new GroupServer("c", "", false, ""));
    var older = new Survivor("a", 2, 10, 1, 0, 1, group);
    var newer = new Survivor("b", 2, 12, 1, 0, 1, group);
    var plan = RecoveryPlan.of(List.of(older, newer), List.of("node1", "node2"));
    assertThat(RecoverText.group(plan.survivors()))
        .contains("(unknown)  c   (unknown)      true   -")
        .contains("The newest log is that of node2.");
    assertThat(RecoverText.afterwards(plan, List.of(older)))
        .contains("1. On node2: stop the agent")
        .contains("-keep=node1 -keep=node2")
        .contains("2. Start the agent of node2 first")
        .contains("4. Never start c with the old data again");
  }
}
