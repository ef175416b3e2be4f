package praetor.agent.role;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.config.AgentConfig;
import praetor.agent.dns.QueryLookup;
import praetor.agent.dns.ServersLookup;
import praetor.agent.limit.CallRate;
import praetor.agent.local.ServerStats;
import praetor.agent.membership.Keyring;
import praetor.agent.membership.Member;
import praetor.agent.membership.PoolListener;
import praetor.agent.membership.ServerMember;
import praetor.agent.rpc.RpcCaller;
import praetor.agent.rpc.client.Rebalancing;
import praetor.agent.rpc.client.RemoteServers;
import praetor.agent.rpc.client.ServerChoice;
import praetor.agent.rpc.net.RpcPool;
import praetor.agent.rpc.net.ServerDialer;
import praetor.agent.servers.Datacenters;
import praetor.agent.servers.Servers;
import praetor.dns.Lookup;
import praetor.gossip.MemberChange;
import praetor.raft.AddressText;

/**
 * A client agent: it holds no state and asks the servers that its pool knows. Safe for any thread.
 */
public final class ClientSide implements Role, PoolListener {
  private static final Logger LOG = LoggerFactory.getLogger("agent.client");

  private final Surroundings surroundings;
  private final RpcPool calls;
  private final ServerChoice choice;
  private final CallRate rate;
  private final Rebalancing rebalancing;
  private final RemoteServers servers;
  private final List<Runnable> onFound = new CopyOnWriteArrayList<>();

  private ClientSide(Surroundings surroundings) {
    this.surroundings = surroundings;
    var dialer = new ServerDialer(surroundings.tls());
    calls = new RpcPool(dialer, RpcPool.Options.CLIENT, surroundings.timers());
    choice = new ServerChoice(surroundings.random());
    rate =
        new CallRate(
            surroundings.config().limits(), surroundings.metrics(), surroundings.clock()::nanoTime);
    servers =
        RemoteServers.through(
            calls,
            choice,
            surroundings.datacenter(),
            surroundings.callTimes(),
            surroundings.retries(),
            rate::require);
    var pools = surroundings.pools();
    rebalancing =
        new Rebalancing(
            choice, calls, () -> pools.lan().size(), surroundings.timers(), surroundings.random());
    pools.listen(this);
    update();
  }

  public static ClientSide open(Surroundings surroundings) {
    return new ClientSide(surroundings);
  }

  @Override
  public void lan(MemberChange change, Member member) {
    var server = ServerMember.of(member);
    if (server.isEmpty()) {
      return;
    }
    boolean first = choice.servers().isEmpty();
    update();
    switch (change) {
      case JOINED ->
          LOG.info(
              "adding server: server=\"{} (Addr: tcp/{}) (DC: {})\"",
              member.name(),
              AddressText.of(server.get().address()),
              server.get().datacenter());
      case FAILED, LEFT, REAPED -> LOG.info("removing server: server={}", member.name());
      case UPDATED -> {}
    }
    if (first && !choice.servers().isEmpty()) {
      onFound.forEach(Runnable::run);
    }
  }

  private void update() {
    choice.update(
        surroundings.pools().lan().stream()
            .flatMap(member -> ServerMember.of(member).stream())
            .filter(server -> server.status() == Member.Status.ALIVE)
            .map(ClientSide::target)
            .toList());
  }

  static RpcCaller.Target target(ServerMember server) {
    return new RpcCaller.Target(server.datacenter(), server.node(), server.address());
  }

  @Override
  public Servers servers() {
    return servers;
  }

  @Override
  public Datacenters datacenters() {
    return servers.datacenters();
  }

  @Override
  public Lookup lookup(QueryLookup queries) {
    return new ServersLookup(surroundings.datacenter(), servers, surroundings.tokens(), queries);
  }

  @Override
  public ServerStats stats() {
    var known = Integer.toString(choice.servers().size());
    return new ServerStats(
        Map.of("acl", "disabled", "known_servers", known, "server", "false"), Map.of());
  }

  @Override
  public Keyring keyring() {
    return new Keyring(new RemotePools(servers, false));
  }

  @Override
  public void onServersFound(Runnable action) {
    onFound.add(action);
  }

  /** A client hears of a restored state as of a new leader: by an event. */
  @Override
  public void onRestore(Runnable action) {}

  @Override
  public void reload(AgentConfig changed) {
    rate.update(changed.limits());
  }

  @Override
  public void leave() {
    LOG.info("client starting leave");
    surroundings.pools().leave().join();
  }

  @Override
  public void close() {
    rebalancing.close();
    calls.close();
  }
}
