package praetor.agent.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.agent.servers.AutopilotState;
import praetor.state.AutopilotConfig;

/**
 * Who of the servers is healthy: pure.
 *
 * <p>A server is healthy when the pool has it alive, it heard from the leader within the threshold,
 * and its log is of the leader's term and not too far behind. Source: documentation of {@code GET
 * /v1/operator/autopilot/health}; a threshold below zero makes even the leader of Consul 1.21.4
 * unhealthy.
 */
final class AutopilotHealth {
  private static final String ALIVE = "alive";

  /**
   * A server as its surroundings have it.
   *
   * @param progress empty when it does not answer
   */
  record Seen(
      String id,
      String name,
      String address,
      String memberStatus,
      String version,
      boolean leader,
      boolean voter,
      Optional<LogProgress> progress,
      Map<String, String> meta) {}

  private AutopilotHealth() {}

  /**
   * Assesses the servers.
   *
   * @param before the servers of the last assessment: who has not changed since keeps its time
   */
  static AutopilotState assess(
      List<Seen> seen, AutopilotConfig config, List<AutopilotState.Server> before, Instant now) {
    var leading =
        seen.stream().filter(Seen::leader).flatMap(s -> s.progress().stream()).findFirst();
    List<AutopilotState.Server> servers = new ArrayList<>();
    for (var server : seen) {
      boolean healthy = healthy(server, config, leading);
      servers.add(server(server, healthy, since(server.id(), healthy, before, now)));
    }
    servers.sort((a, b) -> a.id().compareTo(b.id()));
    return new AutopilotState(
        servers.stream().allMatch(AutopilotState.Server::healthy),
        failureTolerance(servers),
        servers,
        servers.stream()
            .filter(AutopilotState.Server::leader)
            .map(AutopilotState.Server::id)
            .findFirst()
            .orElse(""),
        voters(servers));
  }

  private static boolean healthy(
      Seen server, AutopilotConfig config, Optional<LogProgress> leading) {
    if (!server.memberStatus().equals(ALIVE) || server.progress().isEmpty() || leading.isEmpty()) {
      return false;
    }
    var progress = server.progress().get();
    long behind = leading.get().lastIndex() - progress.lastIndex();
    return progress.lastContact().compareTo(config.lastContactThreshold()) <= 0
        && progress.lastTerm() == leading.get().lastTerm()
        && (behind <= 0 || Long.compareUnsigned(behind, config.maxTrailingLogs()) <= 0);
  }

  private static Instant since(
      String id, boolean healthy, List<AutopilotState.Server> before, Instant now) {
    return before.stream()
        .filter(server -> server.id().equals(id) && server.healthy() == healthy)
        .map(AutopilotState.Server::stableSince)
        .findFirst()
        .orElse(now);
  }

  private static AutopilotState.Server server(Seen seen, boolean healthy, Instant since) {
    var progress = seen.progress().orElse(new LogProgress(Duration.ZERO, 0, 0));
    return new AutopilotState.Server(
        seen.id(),
        seen.name(),
        seen.address(),
        seen.memberStatus(),
        seen.version(),
        seen.leader(),
        seen.voter(),
        progress.lastContact(),
        progress.lastTerm(),
        progress.lastIndex(),
        healthy,
        since,
        seen.meta());
  }

  private static int failureTolerance(List<AutopilotState.Server> servers) {
    long voters = servers.stream().filter(AutopilotState.Server::voter).count();
    long healthy = servers.stream().filter(s -> s.voter() && s.healthy()).count();
    return (int) Math.max(0, healthy - (voters / 2 + 1));
  }

  private static List<String> voters(List<AutopilotState.Server> servers) {
    return servers.stream()
        .filter(AutopilotState.Server::voter)
        .sorted((a, b) -> Boolean.compare(b.leader(), a.leader()))
        .map(AutopilotState.Server::id)
        .toList();
  }
}
