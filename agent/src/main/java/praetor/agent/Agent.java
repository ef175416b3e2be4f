package praetor.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.acl.Caller;
import praetor.agent.acl.TokenResolver;
import praetor.agent.auto.Enrollment;
import praetor.agent.auto.GivenToNewcomers;
import praetor.agent.checks.ProbeTls;
import praetor.agent.config.AgentConfig;
import praetor.agent.dns.DnsSettings;
import praetor.agent.dns.DnsTimes;
import praetor.agent.dns.QueryLookup;
import praetor.agent.event.TaggedService;
import praetor.agent.event.UserEvents;
import praetor.agent.local.AgentControl;
import praetor.agent.local.AntiEntropy;
import praetor.agent.local.LocalAgent;
import praetor.agent.local.LocalService;
import praetor.agent.local.NodeFacts;
import praetor.agent.local.ServerStats;
import praetor.agent.membership.CoordinateReports;
import praetor.agent.membership.GossipPools;
import praetor.agent.membership.Joins;
import praetor.agent.membership.Keyring;
import praetor.agent.membership.Member;
import praetor.agent.membership.Membership;
import praetor.agent.membership.PoolControl;
import praetor.agent.metrics.GaugeSource;
import praetor.agent.metrics.MeteredServers;
import praetor.agent.metrics.Metrics;
import praetor.agent.metrics.Telemetry;
import praetor.agent.query.QueryCache;
import praetor.agent.role.ClientSide;
import praetor.agent.role.PortTls;
import praetor.agent.role.Role;
import praetor.agent.role.ServerSide;
import praetor.agent.role.Surroundings;
import praetor.agent.server.NewLeader;
import praetor.agent.servers.Datacenters;
import praetor.agent.servers.EventWrites;
import praetor.agent.servers.Servers;
import praetor.agent.tls.AgentTls;
import praetor.dns.net.DnsBindException;
import praetor.dns.net.DnsLimits;
import praetor.dns.net.DnsServer;
import praetor.model.Bytes;
import praetor.model.Coordinate;
import praetor.model.SystemClock;

/**
 * The running daemon without its HTTP API: puts the parts together and owns their life.
 *
 * <p>Safe for any thread.
 */
public final class Agent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent");
  private static final int EVALUATION_THREADS = 2;

  private volatile AgentConfig config;
  private final TokenResolver tokens = TokenResolver.off();
  private final ScheduledThreadPoolExecutor timers;
  private final ExecutorService evaluations;
  private final Metrics metrics;
  private final GossipPools pools;
  private final Role role;
  private final Servers servers;
  private final DnsServer dns;
  private final QueryCache queryCache;
  private final NodeFacts node;
  private final AgentControl control;
  private final LocalAgent local;
  private final UserEvents events;
  private final AgentTls tls;
  private final Runnable endEnrollment;

  /**
   * What an agent asks of the process around it. All calls but {@code reload} return at once.
   *
   * @param leave ends the agent after it left
   * @param reload reads the configuration again and takes it over; throws a {@link
   *     RequestException} when it cannot
   * @param fail ends the agent, which can go on no more for the reason given in one sentence
   * @param ending asked by a start that waits for servers: whether the agent is to end
   */
  public record Host(
      Runnable leave, Runnable reload, Consumer<String> fail, BooleanSupplier ending) {}

  private Agent(AgentConfig given, Host host) throws IOException {
    tls = AgentTls.open(given.tls());
    var portTls = new PortTls(tls, given.dns().domain());
    var enrollment = Enrollment.begin(given, tls, portTls, new SecureRandom(), host.ending());
    config = enrollment.config();
    timers = new ScheduledThreadPoolExecutor(1, daemon("praetor-timers"));
    timers.setRemoveOnCancelPolicy(true);
    evaluations = Executors.newFixedThreadPool(EVALUATION_THREADS, daemon("praetor-reads"));
    metrics = Telemetry.open(config, InstantSource.system());
    pools = GossipPools.start(config, metrics, List.of());
    try {
      role = openRole(host, portTls);
    } catch (IOException e) {
      pools.close();
      throw e;
    }
    servers = new MeteredServers(role.servers(), metrics);
    endEnrollment = enrollment.keep(servers, this::ownCaller, SystemClock.INSTANCE);
    metrics.gauges(this::tellMembers);
    metrics.gauges(
        taker -> taker.gauge(1, "version", "version", Version.CONSUL, "pre_release", ""));
    Telemetry.run(metrics, timers, InstantSource.system());
    queryCache = new QueryCache(config.node().datacenter(), SystemClock.INSTANCE);
    node = NodeDescription.of(config);
    control = new PoolControl(pools, config.ports(), host.leave(), host.reload());
    try {
      local = openLocal();
      events = new UserEvents(pools, node.name(), this::taggedServices);
      pools.listen(this::heard);
      dns = startDns();
      local.start(config);
      role.onServersFound(() -> local.antiEntropy().leaderFound());
      role.onRestore(() -> local.antiEntropy().catalogReplaced());
      reportCoordinates();
      new Joins(config, pools, timers, host.fail()).start();
    } catch (IOException e) {
      role.close();
      pools.close();
      throw e;
    }
  }

  private Role openRole(Host host, PortTls portTls) throws IOException {
    var surroundings =
        new Surroundings(
            config,
            pools,
            tokens,
            portTls,
            GivenToNewcomers.of(config, tls, pools, SystemClock.INSTANCE),
            SystemClock.INSTANCE,
            new SecureRandom(),
            evaluations,
            timers,
            metrics,
            host.fail());
    return config.role().server() ? ServerSide.open(surroundings) : ClientSide.open(surroundings);
  }

  private Caller ownCaller() {
    return tokens.resolve("");
  }

  private void reportCoordinates() {
    if (config.gossip().coordinates()) {
      new CoordinateReports(
              node.name(),
              pools::coordinate,
              () -> pools.lan().size(),
              servers.coordinates(),
              this::ownCaller,
              timers,
              new SecureRandom())
          .start();
    }
  }

  /** A leader tells that it is new: what it does not know of this agent it is told at once. */
  private void heard(long time, String name, Bytes payload) {
    if (name.equals(NewLeader.EVENT)) {
      var leader = payload.utf8();
      if (!leader.equals(node.name())) {
        LOG.info("New leader elected: {}", leader);
      }
      local.antiEntropy().leaderFound();
    }
  }

  private LocalAgent openLocal() throws IOException {
    var connection =
        new AntiEntropy.Connection(servers.catalog(), new CatalogReads(servers), tokens::resolve);
    var engine =
        LocalAgent.Engine.of(
            SystemClock.INSTANCE,
            timers,
            task -> Thread.ofVirtual().name("agent").start(task),
            new SecureRandom());
    return new LocalAgent(
        config, node, connection, () -> pools.lan().size(), engine, probeTls(config, tls));
  }

  private static ProbeTls probeTls(AgentConfig config, AgentTls tls) {
    return config.check().enableAgentTls()
        ? new ProbeTls(
            () -> tls.internalRpc().material(), config.settings().text("server_name").orElse(""))
        : ProbeTls.NONE;
  }

  /**
   * Starts an agent.
   *
   * @param config complete, with a node id
   * @throws IOException one sentence: what cannot be opened and why
   */
  public static Agent start(AgentConfig config, Host host) throws IOException {
    return new Agent(config, host);
  }

  private static ThreadFactory daemon(String name) {
    return task -> Thread.ofPlatform().name(name).daemon().unstarted(task);
  }

  private DnsServer startDns() throws IOException {
    List<InetSocketAddress> addresses = new ArrayList<>();
    if (config.ports().dns() >= 0) {
      for (var host : config.addresses().dns()) {
        addresses.add(new InetSocketAddress(host, config.ports().dns()));
      }
    }
    var node = config.node();
    var queries = new QueryLookup(servers.queries(), queryCache, node.name(), tokens);
    try {
      return DnsServer.start(
          addresses,
          DnsSettings.of(config),
          role.lookup(queries),
          DnsLimits.DEFAULT,
          new DnsTimes(metrics, node.name()));
    } catch (DnsBindException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  public AgentConfig config() {
    return config;
  }

  public TokenResolver tokens() {
    return tokens;
  }

  public Servers servers() {
    return servers;
  }

  /** The datacenters that are known. */
  public Datacenters datacenters() {
    return role.datacenters();
  }

  /** What this agent counts and measures. */
  public Metrics metrics() {
    return metrics;
  }

  private void tellMembers(GaugeSource.Taker taker) {
    var members = pools.lan();
    double count = members.stream().filter(Member::isServer).count();
    var datacenter = config.node().datacenter();
    taker.gauge(count, "members.servers", "datacenter", datacenter);
    taker.gauge(members.size() - count, "members.clients", "datacenter", datacenter);
  }

  /** Results of prepared queries for those who take older ones. */
  public QueryCache queryCache() {
    return queryCache;
  }

  public Membership membership() {
    return pools;
  }

  /** The keys of this agent's pools. */
  public Keyring keyring() {
    return role.keyring();
  }

  public LocalAgent local() {
    return local;
  }

  /** The certificates of this agent, for those who listen or call. */
  public AgentTls tls() {
    return tls;
  }

  /** The user events that are for this agent. */
  public UserEvents events() {
    return events;
  }

  /**
   * Who fires user events: a server does it itself in its own datacenter, everybody else asks one.
   */
  public Function<String, Optional<EventWrites>> eventWrites() {
    return datacenter ->
        role.servers().in(datacenter) instanceof EventWrites elsewhere
            ? Optional.of(elsewhere)
            : Optional.empty();
  }

  private List<TaggedService> taggedServices() {
    return local.state().services().stream()
        .map(LocalService::service)
        .map(service -> new TaggedService(service.service(), service.tags()))
        .toList();
  }

  /** What this agent's node is in the catalog. */
  public NodeFacts node() {
    return node;
  }

  public AgentControl control() {
    return control;
  }

  /** What this agent says of itself as a server, or of the servers. */
  public ServerStats serverStats() {
    return role.stats();
  }

  /** This agent's place among the others; at the origin while it is alone. */
  public Coordinate coordinate() {
    return pools.coordinate();
  }

  /**
   * Takes over what may change while running.
   *
   * @throws IOException one sentence; nothing has changed when certificates cannot be used
   */
  public void reload(AgentConfig changed) throws IOException {
    try {
      tls.update(changed.tls());
    } catch (IOException unusable) {
      throw new IOException(
          "Failed reloading tls configuration: " + unusable.getMessage(), unusable);
    }
    config = changed;
    role.reload(changed);
    dns.update(DnsSettings.of(changed));
    local.reload(changed);
    Telemetry.reload(metrics, changed);
  }

  /** Leaves the pools for good; returns when the others had the time to hear it. */
  public void leave() {
    try {
      local.antiEntropy().finish();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    role.leave();
  }

  @Override
  public void close() {
    endEnrollment.run();
    dns.close();
    local.close();
    role.close();
    pools.close();
    evaluations.shutdown();
    timers.shutdownNow();
    metrics.close();
  }
}
