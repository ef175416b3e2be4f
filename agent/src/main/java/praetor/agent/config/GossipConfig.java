package praetor.agent.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import praetor.gossip.swim.SwimConfig;

/**
 * How the agent gossips.
 *
 * @param lan with the agents of its datacenter
 * @param wan with the servers of all datacenters
 * @param advertiseReconnectTimeout how long the others shall remember this agent when it has failed
 * @param coordinates whether the agent tells the servers where it is in the network
 */
public record GossipConfig(
    Pool lan, Pool wan, Optional<Duration> advertiseReconnectTimeout, boolean coordinates) {
  /**
   * One pool.
   *
   * @param reconnectTimeout how long a failed member is remembered
   * @param allowedCidrs networks that members may come from; empty: any
   */
  public record Pool(SwimConfig timing, Duration reconnectTimeout, List<String> allowedCidrs) {
    public Pool {
      allowedCidrs = List.copyOf(allowedCidrs);
    }
  }
}
