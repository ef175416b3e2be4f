package praetor.agent.membership;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import praetor.agent.RequestException;
import praetor.agent.config.PortConfig;
import praetor.agent.local.AgentControl;
import praetor.gossip.JoinResult;
import praetor.gossip.net.Gossip;

/** What operators have this agent do about its pools. Source: texts of Consul 1.21.4. */
public final class PoolControl implements AgentControl {
  private final GossipPools pools;
  private final PortConfig ports;
  private final Runnable leave;
  private final Runnable reload;

  /**
   * @param ports those of addresses that name none
   * @param leave begins to end the agent, and returns
   * @param reload reads the configuration again; throws a {@link RequestException} when it cannot
   */
  public PoolControl(GossipPools pools, PortConfig ports, Runnable leave, Runnable reload) {
    this.pools = pools;
    this.ports = ports;
    this.leave = leave;
    this.reload = reload;
  }

  @Override
  public void join(String address, boolean wan) {
    if (wan && !pools.self().isServer()) {
      throw RequestException.failed("Must be a server to join WAN cluster");
    }
    var pool = pool(wan);
    List<InetSocketAddress> seeds;
    try {
      seeds = Seeds.resolve(address, wan ? ports.serfWan() : ports.serfLan());
    } catch (UnknownHostException e) {
      throw joinFailure(List.of(String.valueOf(e.getMessage())));
    }
    JoinResult result = pool.join(seeds, true).join();
    if (result.joined() == 0) {
      throw joinFailure(result.errors());
    }
  }

  private static RequestException joinFailure(List<String> errors) {
    var text = new StringBuilder(errors.size() == 1 ? "1 error" : errors.size() + " errors");
    text.append(" occurred:\n");
    errors.forEach(error -> text.append("\t* ").append(error).append('\n'));
    return RequestException.failed(text.append('\n').toString());
  }

  private Gossip pool(boolean wan) {
    return wan
        ? pools.wanPool().orElseThrow(() -> RequestException.failed("WAN federation is disabled"))
        : pools.lanPool();
  }

  @Override
  public void forceLeave(String node, boolean prune, boolean wan) {
    if (wan && !pools.self().isServer()) {
      throw RequestException.failed("Must be a server to force-leave a node from the WAN cluster");
    }
    var pool = pool(wan);
    if (pool.member(node).isEmpty()) {
      throw RequestException.failed("agent: No node found with name '" + node + "'");
    }
    pool.forceLeave(node, prune).join();
  }

  @Override
  public void leave() {
    leave.run();
  }

  @Override
  public void reload() {
    reload.run();
  }
}
