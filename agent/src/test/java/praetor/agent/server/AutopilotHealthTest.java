package praetor.agent.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import praetor.agent.config.Settings;
import praetor.agent.servers.AutopilotState;
import praetor.raft.Peer;
import praetor.state.AutopilotConfig;

class AutopilotHealthTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final AutopilotConfig CONFIG = AutopilotConfig.DEFAULT;

  private static AutopilotHealth.Seen server(
      String id, String status, boolean leader, long contactMs, long term, long index) {
    return new AutopilotHealth.Seen(
        id,
        "name-" + id,
        "127.0.0.1:8300",
        status,
        "1.21.4",
        leader,
        true,
        Optional.of(new LogProgress(Duration.ofMillis(contactMs), term, index)),
        Map.of());
  }

  private static AutopilotHealth.Seen leader() {
    return server("b", "alive", true, 0, 3, 1_000);
  }

  private static AutopilotHealth.Seen follower(String id) {
    return server(id, "alive", false, 50, 3, 990);
  }

  private static AutopilotState assess(AutopilotHealth.Seen... seen) {
    return AutopilotHealth.assess(List.of(seen), CONFIG, List.of(), START);
  }

  private static List<String> unhealthy(AutopilotState state) {
    return state.servers().stream()
        .filter(server -> !server.healthy())
        .map(AutopilotState.Server::id)
        .toList();
  }

  @Test
  void aLoneLeaderIsHealthyAndMayNotFail() {
    var state = assess(leader());
    assertThat(state.healthy()).isTrue();
    assertThat(state.failureTolerance()).isZero();
    assertThat(state.leader()).isEqualTo("b");
    assertThat(state.voters()).containsExactly("b");
  }

  @Test
  void theLeaderComesFirstAmongTheVoters() {
    assertThat(assess(follower("a"), leader(), follower("c")).voters())
        .containsExactly("b", "a", "c");
  }

  @Test
  void ofThreeHealthyVotersOneMayFail() {
    var state = assess(leader(), follower("a"), follower("c"));
    assertThat(state.healthy()).isTrue();
    assertThat(state.failureTolerance()).isEqualTo(1);
  }

  @Test
  void aDeadVoterTakesTheTolerance() {
    var state = assess(leader(), follower("a"), server("c", "failed", false, 10, 3, 1_000));
    assertThat(unhealthy(state)).containsExactly("c");
    assertThat(state.failureTolerance()).isZero();
  }

  @Test
  void silenceALateTermAndALongTailMakeUnhealthy() {
    assertThat(unhealthy(assess(leader(), server("a", "alive", false, 201, 3, 1_000))))
        .containsExactly("a");
    assertThat(unhealthy(assess(leader(), server("a", "alive", false, 200, 2, 1_000))))
        .containsExactly("a");
    assertThat(unhealthy(assess(leader(), server("a", "alive", false, 200, 3, 749))))
        .containsExactly("a");
    assertThat(unhealthy(assess(leader(), server("a", "alive", false, 200, 3, 750)))).isEmpty();
  }

  @Test
  void anyTailIsShortEnoughForTheGreatestUnsignedLimit() {
    var config =
        new AutopilotConfig(
            true, Duration.ofSeconds(1), -1, 0, Duration.ofSeconds(10), "", false, "", 0, 0);
    var state =
        AutopilotHealth.assess(
            List.of(leader(), server("a", "alive", false, 0, 3, 1)), config, List.of(), START);
    assertThat(state.healthy()).isTrue();
  }

  @Test
  void withoutALeaderNobodyIsHealthy() {
    assertThat(unhealthy(assess(follower("a"), follower("c")))).containsExactly("a", "c");
  }

  @Test
  void aServerKeepsItsTimeUntilItsHealthChanges() {
    var first = assess(leader(), follower("a"));
    var later = START.plusSeconds(10);
    var failing = server("a", "failed", false, 50, 3, 990);
    var second = AutopilotHealth.assess(List.of(leader(), failing), CONFIG, first.servers(), later);
    assertThat(second.servers())
        .extracting(AutopilotState.Server::id, AutopilotState.Server::stableSince)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", later),
            org.assertj.core.groups.Tuple.tuple("b", START));
  }

  @Test
  void anIpv6AddressStandsInBrackets() {
    var address = Optional.of(new InetSocketAddress("::1", 8300));
    var peer = new Peer("a", address, Peer.Suffrage.VOTER, true);
    assertThat(RaftServers.address(peer)).contains("[::1]:8300");
  }

  @Test
  void theFirstConfigurationIsTheBlockOfTheSettings() {
    var settings =
        new Settings(
            Map.of(
                "autopilot",
                Map.of("max_trailing_logs", 7L, "last_contact_threshold", "1s", "min_quorum", 3L)));
    var config = Autopilot.configured(settings);
    assertThat(config.maxTrailingLogs()).isEqualTo(7);
    assertThat(config.lastContactThreshold()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.minQuorum()).isEqualTo(3);
    assertThat(config.serverStabilizationTime()).isEqualTo(Duration.ofSeconds(10));
    assertThat(Autopilot.configured(Settings.EMPTY)).isEqualTo(AutopilotConfig.DEFAULT);
  }
}
