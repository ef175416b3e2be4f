package praetor.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.LoggerFactory;
import praetor.agent.acl.TokenResolver;
import praetor.agent.config.AgentConfig;
import praetor.agent.dns.CatalogLookup;
import praetor.agent.dns.DnsSettings;
import praetor.agent.membership.Member;
import praetor.agent.membership.Membership;
import praetor.agent.membership.SelfMember;
import praetor.agent.server.ServerRole;
import praetor.agent.servers.Servers;
import praetor.dns.net.DnsBindException;
import praetor.dns.net.DnsServer;
import praetor.model.SystemClock;

/**
 * The running daemon without its HTTP API: puts the parts together and owns their life.
 *
 * <p>Safe for any thread.
 */
public final class Agent implements AutoCloseable {
  private static final int EVALUATION_THREADS = 2;

  private final AgentConfig config;
  private final TokenResolver tokens = TokenResolver.off();
  private final ScheduledThreadPoolExecutor timers;
  private final ExecutorService evaluations;
  private final Membership membership;
  private final ServerRole server;
  private final DnsServer dns;
  private final CompletableFuture<String> failure = new CompletableFuture<>();

  private Agent(AgentConfig config) throws IOException {
    this.config = config;
    timers = new ScheduledThreadPoolExecutor(1, daemon("praetor-timers"));
    timers.setRemoveOnCancelPolicy(true);
    evaluations = Executors.newFixedThreadPool(EVALUATION_THREADS, daemon("praetor-reads"));
    var nodeId = config.node().id().orElseThrow();
    membership = Membership.alone(SelfMember.lan(config, nodeId), SelfMember.wan(config, nodeId));
    membership.wan().forEach(member -> logJoin("agent.server.serf.wan", member));
    membership.lan().forEach(member -> logJoin("agent.server.serf.lan", member));
    server =
        ServerRole.open(
            config,
            new ServerRole.Surroundings(
                membership,
                SystemClock.INSTANCE,
                new SecureRandom(),
                () -> ThreadLocalRandom.current().nextLong(Long.MAX_VALUE),
                evaluations,
                timers,
                failure::complete));
    try {
      dns = startDns();
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Starts an agent.
   *
   * @param config complete, with a node id
   * @throws IOException one sentence: what cannot be opened and why
   */
  public static Agent start(AgentConfig config) throws IOException {
    return new Agent(config);
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
    var lookup = new CatalogLookup(config.node().datacenter(), server.store(), tokens);
    try {
      return DnsServer.start(addresses, DnsSettings.of(config), lookup);
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
    return server;
  }

  public Membership membership() {
    return membership;
  }

  /**
   * Completed with one sentence when the agent can go on no more: a broken disk, a damaged state.
   */
  public CompletableFuture<String> failure() {
    return failure.copy();
  }

  /** Takes over what may change while running. */
  public void reload(AgentConfig changed) {
    dns.update(DnsSettings.of(changed));
  }

  /** Leaves the pool for good: a lone server has nobody to tell. */
  public void leave() {}

  @Override
  public void close() {
    dns.close();
    server.close();
    evaluations.shutdown();
    timers.shutdownNow();
  }
}
