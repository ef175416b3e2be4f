package praetor.agent.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import praetor.agent.servers.AutopilotState;
import praetor.state.AutopilotConfig;

class AutopilotPlanTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final AutopilotConfig CONFIG = AutopilotConfig.DEFAULT;

  private static AutopilotState.Server server(
      String id, String status, boolean voter, int stableSeconds) {
    return new AutopilotState.Server(
        id,
        "node-" + id,
        "10.0.0.1:8300",
        status,
        "1.21.4",
        id.equals("a"),
        voter,
        Duration.ZERO,
        1,
        1,
        status.equals("alive"),
        NOW.minusSeconds(stableSeconds),
        Map.of());
  }

  private static AutopilotState state(AutopilotState.Server... servers) {
    return new AutopilotState(true, 0, List.of(servers), "a", List.of());
  }

  private static List<AutopilotPlan.Step> steps(AutopilotState.Server... servers) {
    return AutopilotPlan.steps(state(servers), CONFIG, Set.of(), NOW);
  }

  @Test
  void aServerThatKeepsUpGetsAVote() {
    assertThat(steps(server("a", "alive", true, 60), server("b", "alive", false, 1)))
        .containsExactly(new AutopilotPlan.Step.Promote("b", "node-b"));
  }

  @Test
  void aYoungServerWaits() {
    assertThat(steps(server("a", "alive", true, 60), server("b", "alive", false, 0))).isEmpty();
  }

  @Test
  void aStabilizationTimeThatSomebodyChoseIsKept() {
    var config = stabilizing(Duration.ofSeconds(11));
    var young = state(server("a", "alive", true, 60), server("b", "alive", false, 10));
    assertThat(AutopilotPlan.steps(young, config, Set.of(), NOW)).isEmpty();
    var stable = state(server("a", "alive", true, 60), server("b", "alive", false, 11));
    assertThat(AutopilotPlan.steps(stable, config, Set.of(), NOW))
        .containsExactly(new AutopilotPlan.Step.Promote("b", "node-b"));
  }

  private static AutopilotConfig stabilizing(Duration time) {
    return new AutopilotConfig(
        CONFIG.cleanupDeadServers(),
        CONFIG.lastContactThreshold(),
        CONFIG.maxTrailingLogs(),
        CONFIG.minQuorum(),
        time,
        CONFIG.redundancyZoneTag(),
        CONFIG.disableUpgradeMigration(),
        CONFIG.upgradeVersionTag(),
        0,
        0);
  }

  @Test
  void aReplicaNeverVotes() {
    var state = state(server("a", "alive", true, 60), server("b", "alive", false, 60));
    assertThat(AutopilotPlan.steps(state, CONFIG, Set.of("b"), NOW)).isEmpty();
  }

  @Test
  void aDeadServerGoesWhileAMajorityStays() {
    assertThat(
            steps(
                server("a", "alive", true, 60),
                server("b", "alive", true, 60),
                server("c", "failed", true, 0)))
        .containsExactly(new AutopilotPlan.Step.Remove("c", "node-c"));
  }

  @Test
  void aLostMajorityIsNotMadeWorse() {
    assertThat(
            steps(
                server("a", "alive", true, 60),
                server("b", "failed", true, 0),
                server("c", "failed", true, 0)))
        .isEmpty();
    assertThat(steps(server("a", "alive", true, 60), server("b", "failed", true, 0))).isEmpty();
  }

  @Test
  void theSmallestQuorumIsKept() {
    var config =
        new AutopilotConfig(
            true,
            CONFIG.lastContactThreshold(),
            250,
            3,
            CONFIG.serverStabilizationTime(),
            "",
            false,
            "",
            0,
            0);
    var three =
        Stream.of(
                server("a", "alive", true, 60),
                server("b", "alive", true, 60),
                server("c", "failed", true, 0))
            .toArray(AutopilotState.Server[]::new);
    assertThat(AutopilotPlan.steps(state(three), config, Set.of(), NOW)).isEmpty();
  }

  @Test
  void nothingIsCleanedUpWhenItIsSwitchedOff() {
    var config =
        new AutopilotConfig(
            false,
            CONFIG.lastContactThreshold(),
            250,
            0,
            CONFIG.serverStabilizationTime(),
            "",
            false,
            "",
            0,
            0);
    var dead = state(server("a", "alive", true, 60), server("b", "left", false, 0));
    assertThat(AutopilotPlan.steps(dead, config, Set.of(), NOW)).isEmpty();
    assertThat(AutopilotPlan.steps(dead, CONFIG, Set.of(), NOW))
        .containsExactly(new AutopilotPlan.Step.Remove("b", "node-b"));
  }
}
