package praetor.agent.local;

import java.time.Duration;
import praetor.agent.RequestException;
import praetor.agent.checks.Reachability;
import praetor.agent.membership.Membership;

/**
 * The control of an agent that is alone in its pool: there is nobody to join through gossip yet,
 * and nobody but itself to leave. Source: texts of Consul 1.21.4.
 */
public final class LoneControl implements AgentControl {
  private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(10);

  private final Membership membership;
  private final int gossipPort;
  private final int gossipPortWan;
  private final Runnable leave;
  private final Runnable reload;

  /**
   * @param gossipPort the port of an address that names none
   * @param leave begins to end the agent, and returns
   * @param reload reads the configuration again; throws a {@link RequestException} when it cannot
   */
  public LoneControl(
      Membership membership, int gossipPort, int gossipPortWan, Runnable leave, Runnable reload) {
    this.membership = membership;
    this.gossipPort = gossipPort;
    this.gossipPortWan = gossipPortWan;
    this.leave = leave;
    this.reload = reload;
  }

  @Override
  public void join(String address, boolean wan) {
    if (address.isEmpty()) {
      throw joinFailure("Failed to resolve " + address + ": lookup " + address + ": no such host");
    }
    var target = withPort(address, wan ? gossipPortWan : gossipPort);
    var fault =
        Reachability.fault(target, JOIN_TIMEOUT).orElse("this server cannot join a pool yet");
    throw joinFailure("Failed to join " + target + ": " + fault);
  }

  private static RequestException joinFailure(String why) {
    return RequestException.failed("1 error occurred:\n\t* " + why + "\n\n");
  }

  private static String withPort(String address, int port) {
    boolean hasPort = address.startsWith("[") ? address.contains("]:") : address.indexOf(':') >= 0;
    boolean bareIpv6 = !address.startsWith("[") && address.indexOf(':') != address.lastIndexOf(':');
    if (bareIpv6) {
      return "[" + address + "]:" + port;
    }
    return hasPort ? address : address + ":" + port;
  }

  @Override
  public void forceLeave(String node, boolean prune, boolean wan) {
    var members = wan ? membership.wan() : membership.lan();
    if (members.stream().noneMatch(member -> member.name().equals(node))) {
      throw RequestException.failed("agent: No node found with name '" + node + "'");
    }
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
