package praetor.agent.role;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.config.AgentConfig;
import praetor.agent.dns.CatalogLookup;
import praetor.agent.dns.DatacentersLookup;
import praetor.agent.dns.QueryLookup;
import praetor.agent.dns.ServersLookup;
import praetor.agent.entry.ExportedService;
import praetor.agent.entry.ExportedServices;
import praetor.agent.limit.RequestLimits;
import praetor.agent.local.ServerStats;
import praetor.agent.membership.Keyring;
import praetor.agent.membership.Member;
import praetor.agent.membership.OwnPools;
import praetor.agent.membership.PoolListener;
import praetor.agent.membership.ServerMember;
import praetor.agent.read.Answer;
import praetor.agent.read.ReadOptions;
import praetor.agent.rpc.RpcCaller;
import praetor.agent.rpc.client.ForwardingServers;
import praetor.agent.rpc.client.LimitedServers;
import praetor.agent.rpc.client.ServerLeaderFinder;
import praetor.agent.rpc.grpc.GrpcServer;
import praetor.agent.rpc.grpc.ServersSource;
import praetor.agent.rpc.net.RpcPool;
import praetor.agent.rpc.net.ServerDialer;
import praetor.agent.rpc.net.ServerPort;
import praetor.agent.rpc.server.RpcEndpoints;
import praetor.agent.rpc.server.SnapshotAnswers;
import praetor.agent.server.ServerRole;
import praetor.agent.servers.Datacenters;
import praetor.agent.servers.Servers;
import praetor.dns.Lookup;
import praetor.gossip.MemberChange;
import praetor.raft.AddressText;

/**
 * A server: its part in the consensus group, the port on which it answers others, and its ways to
 * the leader and to other datacenters. Safe for any thread.
 */
public final class ServerSide implements Role, PoolListener {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server");

  /** Above what a snapshot of a large agent's state takes, far below what hurts. */
  private static final int ARGUMENT_BYTES_MAX =
      (int) Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 8);

  private final Surroundings surroundings;
  private final RpcPool calls;
  private final OtherServers others;
  private final ServerRole server;
  private final ForwardingServers servers;
  private final PoolKeys keys;
  private final RequestLimits limits;
  private final LimitedServers limited;
  private final ServerPort port;

  private ServerSide(Surroundings surroundings) throws IOException {
    this.surroundings = surroundings;
    var config = surroundings.config();
    var pools = surroundings.pools();
    var datacenter = surroundings.datacenter();
    var dialer = new ServerDialer(surroundings.tls());
    calls = new RpcPool(dialer, RpcPool.Options.SERVER, surroundings.timers());
    others = new OtherServers(surroundings, calls);
    server =
        ServerRole.open(
            config,
            new ServerRole.Surroundings(
                pools,
                pools,
                new PeerCalls(calls, datacenter),
                dialer.raft(datacenter),
                others,
                surroundings.tokens(),
                surroundings.clock(),
                surroundings.random(),
                surroundings::jitter,
                surroundings.evaluations(),
                surroundings.timers(),
                surroundings.metrics(),
                surroundings.fail()));
    var finder = new ServerLeaderFinder(server, this::target);
    servers =
        new ForwardingServers(
            datacenter,
            server,
            new ForwardingServers.Reach(
                calls, finder, surroundings.callTimes(), surroundings.retries(), others::in));
    keys = new PoolKeys(OwnPools.of(datacenter, pools), others);
    limits =
        new RequestLimits(
            config.limits().requests(),
            surroundings.metrics(),
            () -> server.raftStatus().leads(),
            surroundings.clock()::nanoTime);
    limited = new LimitedServers(servers, limits, surroundings.retries());
    var endpoints =
        new RpcEndpoints(
            new RpcEndpoints.Backing(servers, server, server::whenLeading),
            new RpcEndpoints.Surroundings(
                datacenter,
                surroundings.tokens(),
                pools,
                keys,
                others,
                server::raftStatus,
                surroundings.newcomers(),
                limits));
    try {
      port = bind(endpoints);
    } catch (IOException e) {
      server.close();
      calls.close();
      throw e;
    }
    pools.listen(this);
    port.start();
  }

  /**
   * Opens the server.
   *
   * @throws IOException one sentence: what cannot be opened and why
   */
  public static ServerSide open(Surroundings surroundings) throws IOException {
    return new ServerSide(surroundings);
  }

  private ServerPort bind(RpcEndpoints endpoints) throws IOException {
    var config = surroundings.config();
    var limits = config.limits();
    var address =
        new InetSocketAddress(
            InetAddress.ofLiteral(config.addresses().bind()), config.ports().server());
    return ServerPort.bind(
        new ServerPort.Options(
            address,
            surroundings.datacenter(),
            limits.rpcHandshakeTimeout(),
            limits.rpcMaxConnsPerClient(),
            ARGUMENT_BYTES_MAX),
        new ServerPort.Services(
            endpoints,
            endpoints.anonymous(),
            server.raft()::serve,
            new SnapshotAnswers(servers, surroundings.tokens()),
            new GrpcServer(
                new ServersSource(
                    servers::read,
                    servers.operator()::transferLeadership,
                    this::exportedServices,
                    surroundings.tokens(),
                    this.limits))),
        surroundings.tls(),
        surroundings.timers());
  }

  private CompletableFuture<Answer<List<ExportedService>>> exportedServices() {
    return servers.read(new ExportedServices(), ReadOptions.now(surroundings.tokens().resolve("")));
  }

  private Optional<RpcCaller.Target> target(String id) {
    return server.server(id).map(ClientSide::target);
  }

  @Override
  public void lan(MemberChange change, Member member) {
    ServerMember.of(member).ifPresent(changed -> tell(change, member, changed));
  }

  /** Source: what servers of Consul 1.21.4 write into their logs. */
  private static void tell(MemberChange change, Member member, ServerMember server) {
    switch (change) {
      case JOINED ->
          LOG.info(
              "Adding LAN server: server=\"{} (Addr: tcp/{}) (DC: {})\"",
              member.name(),
              AddressText.of(server.address()),
              server.datacenter());
      case FAILED, LEFT, REAPED ->
          LOG.info(
              "Removing LAN server: server=\"{} (Addr: tcp/{}) (DC: {})\"",
              member.name(),
              AddressText.of(server.address()),
              server.datacenter());
      case UPDATED -> {}
    }
  }

  @Override
  public Servers servers() {
    return limited;
  }

  @Override
  public Datacenters datacenters() {
    return others;
  }

  @Override
  public Lookup lookup(QueryLookup queries) {
    var datacenter = surroundings.datacenter();
    var tokens = surroundings.tokens();
    return new DatacentersLookup(
        datacenter,
        new CatalogLookup(datacenter, server.store(), tokens, queries),
        new ServersLookup(datacenter, servers, tokens, queries));
  }

  @Override
  public ServerStats stats() {
    return server.stats();
  }

  @Override
  public Keyring keyring() {
    return new Keyring(keys);
  }

  @Override
  public void onServersFound(Runnable action) {
    server.onLeadership(action);
  }

  @Override
  public void onRestore(Runnable action) {
    server.onRestore(action);
  }

  @Override
  public void reload(AgentConfig changed) {
    limits.update(changed.limits().requests());
    port.limitConnectionsPerClient(changed.limits().rpcMaxConnsPerClient());
  }

  @Override
  public void leave() {
    server.leave(surroundings.pools()::leave);
  }

  @Override
  public void close() {
    port.close();
    server.close();
    calls.close();
  }
}
