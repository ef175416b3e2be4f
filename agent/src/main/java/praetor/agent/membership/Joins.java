package praetor.agent.membership;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.config.AgentConfig;
import praetor.gossip.MemberChange;
import praetor.gossip.net.Gossip;

/**
 * Brings this agent into its pools: the datacenter's by the addresses it was told, the servers' by
 * those and by what the other servers of its datacenter say of theirs.
 */
public final class Joins {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server");

  /** Source: how often servers of Consul look for those of their datacenter in the WAN pool. */
  private static final long FLOOD_SECONDS = 60;

  private final AgentConfig config;
  private final GossipPools pools;
  private final ScheduledExecutorService timers;
  private final Consumer<String> giveUp;

  /**
   * @param giveUp told in one sentence when the agent shall end because nobody could be joined
   */
  public Joins(
      AgentConfig config,
      GossipPools pools,
      ScheduledExecutorService timers,
      Consumer<String> giveUp) {
    this.config = config;
    this.pools = pools;
    this.timers = timers;
    this.giveUp = giveUp;
  }

  public void start() {
    var join = config.join();
    var ports = config.ports();
    retry(
        "LAN",
        pools.lanPool(),
        new RetryJoin.Plan(
            join.retryJoin(), ports.serfLan(), join.retryInterval(), join.retryMax()));
    pools
        .wanPool()
        .ifPresent(
            wan -> {
              retry(
                  "WAN",
                  wan,
                  new RetryJoin.Plan(
                      join.retryJoinWan(),
                      ports.serfWan(),
                      join.retryIntervalWan(),
                      join.retryMaxWan()));
              flood(wan);
            });
  }

  private void retry(String cluster, Gossip pool, RetryJoin.Plan plan) {
    new RetryJoin(cluster, pool, plan, timers, giveUp).start();
  }

  /** Servers of one datacenter belong into one pool of servers, without being told. */
  private void flood(Gossip wan) {
    pools.listen(
        (change, member) -> {
          if (change == MemberChange.JOINED || change == MemberChange.UPDATED) {
            floodSoon(wan);
          }
        });
    timers.scheduleWithFixedDelay(
        () -> floodSoon(wan), FLOOD_SECONDS, FLOOD_SECONDS, TimeUnit.SECONDS);
  }

  private void floodSoon(Gossip wan) {
    Thread.ofVirtual().name("flood-join").start(() -> floodOnce(wan));
  }

  private void floodOnce(Gossip wan) {
    var datacenter = config.node().datacenter();
    for (var member : pools.lan()) {
      var port = wanPort(member);
      if (port > 0
          && member.status() == Member.Status.ALIVE
          && !member.name().equals(config.node().name())
          && wan.member(member.name() + "." + datacenter)
              .filter(known -> !known.status().isGone())
              .isEmpty()) {
        var seed = new InetSocketAddress(InetAddress.ofLiteral(member.address()), port);
        wan.join(List.of(seed), true)
            .thenAccept(
                result -> {
                  if (result.joined() == 0) {
                    LOG.debug(
                        "Failed to flood-join server at address: server={} error={}",
                        member.name(),
                        result.errors());
                  }
                });
      }
    }
  }

  /** The port of a server in the pool of all datacenters, or 0. */
  private static int wanPort(Member member) {
    if (!member.isServer()) {
      return 0;
    }
    try {
      return Integer.parseInt(member.tags().getOrDefault("wan_join_port", "0"));
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
