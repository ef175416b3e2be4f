package praetor.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import praetor.agent.acl.TokenResolver;
import praetor.agent.config.AgentConfig;
import praetor.agent.dns.CatalogLookup;
import praetor.agent.dns.DnsSettings;
import praetor.agent.dns.DnsTimes;
import praetor.agent.dns.QueryLookup;
import praetor.agent.event.EventSource;
import praetor.agent.event.TaggedService;
import praetor.agent.event.UserEvents;
import praetor.agent.local.AgentControl;
import praetor.agent.local.AntiEntropy;
import praetor.agent.local.LocalAgent;
import praetor.agent.local.LocalService;
import praetor.agent.local.LoneControl;
import praetor.agent.local.NodeFacts;
import praetor.agent.local.ServerStats;
import praetor.agent.membership.Member;
import praetor.agent.membership.Membership;
import praetor.agent.membership.SelfMember;
import praetor.agent.metrics.GaugeSource;
import praetor.agent.metrics.MeteredServers;
import praetor.agent.metrics.Metrics;
import praetor.agent.metrics.Telemetry;
import praetor.agent.query.QueryCache;
import praetor.agent.server.ServerRole;
import praetor.agent.servers.Servers;
import praetor.dns.net.DnsBindException;
import praetor.dns.net.DnsLimits;
import praetor.dns.net.DnsServer;
import praetor.model.Coordinate;
import praetor.model.SystemClock;

/**
 * The running daemon without its HTTP API: puts the parts together and owns their life.
 *
 * <p>Safe for any thread.
 */
public final class Agent implements AutoCloseable {
  private static final int EVALUATION_THREADS = 2;

  private volatile AgentConfig config;
  private final TokenResolver tokens = TokenResolver.off();
  private final ScheduledThreadPoolExecutor timers;
  private final ExecutorService evaluations;
  private final Metrics metrics;
  private final Membership membership;
  private final ServerRole server;
  private final Servers servers;
  private final DnsServer dns;
  private final QueryCache queryCache;
  private final NodeFacts node;
  private final AgentControl control;
  private final LocalAgent local;
  private final UserEvents events;

  /**
   * What an agent asks of the process around it. The calls return at once.
   *
   * @param leave ends the agent after it left
   * @param reload reads the configuration again
   * @param fail ends the agent, which can go on no more for the reason given in one sentence
   */
  public record Host(Runnable leave, Runnable reload, Consumer<String> fail) {}

  private Agent(AgentConfig config, Host host) throws IOException {
    this.config = config;
    timers = new ScheduledThreadPoolExecutor(1, daemon("praetor-timers"));
    timers.setRemoveOnCancelPolicy(true);
    evaluations = Executors.newFixedThreadPool(EVALUATION_THREADS, daemon("praetor-reads"));
    metrics = Telemetry.open(config, InstantSource.system());
    var nodeId = config.node().id().orElseThrow();
    membership = Membership.alone(SelfMember.lan(config, nodeId), SelfMember.wan(config, nodeId));
    membership.wan().forEach(member -> logJoin("agent.server.serf.wan", member));
    membership.lan().forEach(member -> logJoin("agent.server.serf.lan", member));
    server =
        ServerRole.open(
            config,
            new ServerRole.Surroundings(
                membership,
                tokens,
                SystemClock.INSTANCE,
                new SecureRandom(),
                () -> ThreadLocalRandom.current().nextLong(Long.MAX_VALUE),
                evaluations,
                timers,
                metrics,
                host.fail()));
    servers = new MeteredServers(server, metrics);
    metrics.gauges(this::tellMembers);
    metrics.gauges(
        taker -> taker.gauge(1, "version", "version", Version.CONSUL, "pre_release", ""));
    Telemetry.run(metrics, timers, InstantSource.system());
    queryCache = new QueryCache(config.node().datacenter(), SystemClock.INSTANCE);
    node = NodeDescription.of(config);
    control =
        new LoneControl(
            membership,
            config.ports().serfLan(),
            config.ports().serfWan(),
            host.leave(),
            host.reload());
    try {
      local = openLocal();
      events = new UserEvents(EventSource.alone(), node.name(), this::taggedServices);
      dns = startDns();
      local.start(config);
      server.onLeadership(() -> local.antiEntropy().leaderFound());
    } catch (IOException e) {
      server.close();
      throw e;
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
    return new LocalAgent(config, node, connection, () -> membership.lan().size(), engine);
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

  private static void logJoin(String logger, Member member) {
    LoggerFactory.getLogger(logger)
        .info("serf: EventMemberJoin: {} {}", member.name(), member.address());
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
    var queries = new QueryLookup(server.queries(), queryCache, node.name(), tokens);
    var lookup = new CatalogLookup(node.datacenter(), server.store(), tokens, queries);
    try {
      return DnsServer.start(
          addresses,
          DnsSettings.of(config),
          lookup,
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

  /** What this agent counts and measures. */
  public Metrics metrics() {
    return metrics;
  }

  private void tellMembers(GaugeSource.Taker taker) {
    var members = membership.lan();
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
    return membership;
  }

  public LocalAgent local() {
    return local;
  }

  /** The user events that are for this agent. */
  public UserEvents events() {
    return events;
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

  /** What the server in this agent says of itself and of raft. */
  public ServerStats serverStats() {
    return server.stats();
  }

  /** This agent's place among the others; at the origin while it is alone. */
  public Coordinate coordinate() {
    return Coordinate.ORIGIN;
  }

  /** Takes over what may change while running. */
  public void reload(AgentConfig changed) throws IOException {
    config = changed;
    dns.update(DnsSettings.of(changed));
    local.reload(changed);
    Telemetry.reload(metrics, changed);
  }

  /** Leaves the pool for good: a lone server has nobody to tell. */
  public void leave() {}

  @Override
  public void close() {
    dns.close();
    local.close();
    server.close();
    evaluations.shutdown();
    timers.shutdownNow();
    metrics.close();
  }
}
