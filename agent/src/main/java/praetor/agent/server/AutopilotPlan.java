package praetor.agent.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import praetor.agent.servers.AutopilotState;
import praetor.state.AutopilotConfig;

/**
 * What autopilot does about the servers: pure.
 *
 * <ul>
 *   <li>A server without a vote that has been healthy for the stabilization time gets one, unless
 *       it is a read replica. Who keeps Consul's ten seconds gets {@link #PROVED} instead: a server
 *       that was away for a while, and lost its vote, would be missing for longer than it needs to
 *       catch up.
 *   <li>With {@code cleanup_dead_servers}, a server that the pool has given up is removed, as long
 *       as those that are left keep a majority of the present voters, and at least {@code
 *       min_quorum} of them.
 * </ul>
 *
 * <p>Source: documentation of Consul's autopilot.
 */
final class AutopilotPlan {
  /** What is to be done. */
  sealed interface Step {
    record Promote(String id, String name) implements Step {}

    record Remove(String id, String name) implements Step {}
  }

  /** Healthy for that long, in two looks at least, a server has shown that it keeps up. */
  private static final Duration PROVED = Duration.ofSeconds(1);

  private static final String FAILED = "failed";
  private static final String LEFT = "left";

  private AutopilotPlan() {}

  /**
   * @param replicas ids of servers that shall never vote
   */
  static List<Step> steps(
      AutopilotState state, AutopilotConfig config, Set<String> replicas, Instant now) {
    List<Step> steps = new ArrayList<>();
    if (config.cleanupDeadServers()) {
      steps.addAll(removals(state, config));
    }
    for (var server : state.servers()) {
      boolean stable =
          server.healthy()
              && Duration.between(server.stableSince(), now).compareTo(stabilization(config)) >= 0;
      if (!server.voter() && stable && !replicas.contains(server.id())) {
        steps.add(new Step.Promote(server.id(), server.name()));
      }
    }
    return steps;
  }

  private static Duration stabilization(AutopilotConfig config) {
    var configured = config.serverStabilizationTime();
    return configured.equals(AutopilotConfig.DEFAULT.serverStabilizationTime())
        ? PROVED
        : configured;
  }

  private static List<Step> removals(AutopilotState state, AutopilotConfig config) {
    List<Step> steps = new ArrayList<>();
    long voters = state.servers().stream().filter(AutopilotState.Server::voter).count();
    long deadVotersMax = (voters - 1) / 2;
    var dead = state.servers().stream().filter(AutopilotPlan::isDead).toList();
    for (var server : dead) {
      if (!server.voter()) {
        steps.add(new Step.Remove(server.id(), server.name()));
      }
    }
    var deadVoters = dead.stream().filter(AutopilotState.Server::voter).toList();
    boolean majorityStays = deadVoters.size() <= deadVotersMax;
    boolean quorumStays = voters - deadVoters.size() >= config.minQuorum();
    if (majorityStays && quorumStays) {
      deadVoters.forEach(server -> steps.add(new Step.Remove(server.id(), server.name())));
    }
    return steps;
  }

  private static boolean isDead(AutopilotState.Server server) {
    return server.memberStatus().equals(FAILED) || server.memberStatus().equals(LEFT);
  }
}
