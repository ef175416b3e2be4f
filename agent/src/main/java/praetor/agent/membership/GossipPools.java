package praetor.agent.membership;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.config.AgentConfig;
import praetor.agent.config.GossipConfig;
import praetor.agent.event.EventSource;
import praetor.agent.metrics.Metrics;
import praetor.gossip.GossipEvent;
import praetor.gossip.GossipListener;
import praetor.gossip.JoinResult;
import praetor.gossip.MemberChange;
import praetor.gossip.net.Gossip;
import praetor.gossip.net.GossipOptions;
import praetor.gossip.net.KeyringFile;
import praetor.gossip.serf.Serf;
import praetor.gossip.serf.SerfConfig;
import praetor.gossip.wire.Keyring;
import praetor.gossip.wire.WireOptions;
import praetor.model.Bytes;
import praetor.model.Coordinate;
import praetor.model.DecodeException;
import praetor.model.GoDuration;
import praetor.model.codec.GoBase64;

/**
 * The gossip pools that this agent is a member of: that of its datacenter, and that of the servers
 * of all datacenters when it is one. Safe for any thread.
 */
public final class GossipPools implements Membership, EventSource, AutoCloseable {
  private static final String SERF_FOLDER = "serf";
  private static final Duration OWN_JOIN_MAX = Duration.ofSeconds(2);

  private final Member self;
  private final String role;
  private final List<PoolListener> listeners = new CopyOnWriteArrayList<>();
  private final List<EventSource.Listener> eventListeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch ownJoinTold = new CountDownLatch(1);
  private final Gossip lan;
  private final Optional<Gossip> wan;

  private GossipPools(AgentConfig config, Metrics metrics, List<PoolListener> first)
      throws IOException {
    var nodeId = config.node().id().orElseThrow();
    self = SelfMember.lan(config, nodeId);
    role = config.role().server() ? "server" : "client";
    listeners.addAll(first);
    var asWanMember = SelfMember.wan(config, nodeId);
    var lanMeter = new PoolMeter(metrics, "lan");
    var wanMeter = new PoolMeter(metrics, "wan");
    var wanPool =
        config.role().server() && config.ports().serfWan() > 0
            ? Optional.of(
                Gossip.start(
                    options(
                        config,
                        asWanMember,
                        config.addresses().serfWan(),
                        config.gossip().wan(),
                        PoolAdmission.wan(asWanMember, config.gossip().wan().allowedCidrs()),
                        wanMeter,
                        "remote"),
                    new WanListener()))
            : Optional.<Gossip>empty();
    wan = wanPool;
    try {
      lan =
          Gossip.start(
              options(
                  config,
                  self,
                  config.addresses().serfLan(),
                  config.gossip().lan(),
                  PoolAdmission.lan(self, config.gossip().lan().allowedCidrs()),
                  lanMeter,
                  "local"),
              new LanListener());
    } catch (IOException | RuntimeException e) {
      wanPool.ifPresent(Gossip::close);
      throw e;
    }
    lanMeter.watch(lan);
    wan.ifPresent(wanMeter::watch);
    awaitOwnJoin();
  }

  /** What begins next logs after it: operators read the start as a story. */
  private void awaitOwnJoin() {
    try {
      if (!ownJoinTold.await(OWN_JOIN_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        LoggerFactory.getLogger("agent").warn("this member's own join is not told yet");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Begins to gossip: with those whom the last run knew, or alone until somebody is joined.
   *
   * @param metrics take what the pools do
   * @param first hears of everything from the first member on
   * @throws IOException in one sentence: a port is in use, or a file cannot be read
   */
  public static GossipPools start(AgentConfig config, Metrics metrics, List<PoolListener> first)
      throws IOException {
    return new GossipPools(config, metrics, first);
  }

  private static GossipOptions options(
      AgentConfig config,
      Member self,
      String bind,
      GossipConfig.Pool pool,
      PoolAdmission admission,
      PoolMeter meter,
      String fileName)
      throws IOException {
    var serf = SerfConfig.CONSUL.withReconnectTimeout(pool.reconnectTimeout());
    if (config.role().server()) {
      // Servers with one name must not shut each other down. Source: Consul's servers.
      serf = serf.withResolveConflicts(false);
    }
    var folder =
        config.dataDir().filter(_ -> !config.role().dev()).map(d -> d.resolve(SERF_FOLDER));
    if (folder.isPresent()) {
      Files.createDirectories(folder.get());
    }
    var keyringFile =
        folder.filter(_ -> config.join().keyringFile()).map(f -> f.resolve(fileName + ".keyring"));
    var join = config.join();
    var settings =
        Serf.Settings.of(pool.timing())
            .withSerf(serf)
            .withWire(
                WireOptions.DEFAULT.withVerify(
                    join.encryptVerifyIncoming(), join.encryptVerifyOutgoing()))
            .withKeyring(keyring(config, keyringFile))
            .withAdmission(admission)
            .withMeter(meter)
            .withReconnectTimeouts(GossipPools::reconnectTimeout);
    var options =
        GossipOptions.of(
                self.name(),
                new InetSocketAddress(InetAddress.ofLiteral(bind), self.port()),
                self.tags(),
                settings)
            .withAdvertise(
                new InetSocketAddress(InetAddress.ofLiteral(self.address()), self.port()));
    if (folder.isPresent()) {
      options =
          options.withSnapshotFile(
              folder.get().resolve(fileName + ".snapshot"), join.rejoinAfterLeave());
    }
    return keyringFile.map(options::withKeyringFile).orElse(options);
  }

  /** The keys of the last run; those of the configuration only begin. Source: Consul's agents. */
  private static Keyring keyring(AgentConfig config, Optional<Path> file) throws IOException {
    if (file.isPresent() && Files.exists(file.get())) {
      return KeyringFile.load(file.get());
    }
    if (config.join().encryptKey().isEmpty()) {
      return Keyring.NONE;
    }
    try {
      var key = Bytes.owned(GoBase64.decode(config.join().encryptKey().get()));
      var keyring = new Keyring(List.of(key));
      if (file.isPresent()) {
        KeyringFile.save(file.get(), keyring);
      }
      return keyring;
    } catch (DecodeException | IllegalArgumentException e) {
      throw new IOException("Failed to configure keyring: " + e.getMessage(), e);
    }
  }

  /** A member may ask to be remembered longer, or shorter, by a tag. */
  private static Duration reconnectTimeout(praetor.gossip.Member member, Duration configured) {
    var asked = member.tags().get("rc_tm");
    if (asked == null) {
      return configured;
    }
    try {
      return GoDuration.parse(asked);
    } catch (DecodeException _) {
      return configured;
    }
  }

  @Override
  public void listen(PoolListener listener) {
    listeners.add(listener);
  }

  @Override
  public Member self() {
    return self;
  }

  @Override
  public List<Member> lan() {
    return members(lan);
  }

  @Override
  public List<Member> wan() {
    return wan.map(GossipPools::members).orElse(List.of());
  }

  private static List<Member> members(Gossip pool) {
    return pool.members().stream()
        .map(Member::of)
        .sorted(Comparator.comparing(Member::name))
        .toList();
  }

  /** The pool of the datacenter. */
  public Gossip lanPool() {
    return lan;
  }

  /** The pool of the servers of all datacenters. */
  public Optional<Gossip> wanPool() {
    return wan;
  }

  @Override
  public Map<String, String> lanStats() {
    return lan.stats();
  }

  @Override
  public Map<String, String> wanStats() {
    return wan.map(Gossip::stats).orElse(Map.of());
  }

  /** Where this agent is in the network of its datacenter. */
  public Coordinate coordinate() {
    return lan.coordinate();
  }

  /** Joins the datacenter's pool; events of before are not heard. */
  public CompletableFuture<JoinResult> join(List<InetSocketAddress> seeds) {
    return lan.join(seeds, true);
  }

  /** Tells the others that this agent has other tags now. */
  public void tags(Map<String, String> tags) {
    lan.tags(tags);
  }

  // ---- events

  @Override
  public void broadcast(String name, Bytes payload) {
    lan.fire(name, payload, false);
  }

  @Override
  public void listen(EventSource.Listener listener) {
    eventListeners.add(listener);
  }

  private final class LanListener implements GossipListener {
    private final Logger log = LoggerFactory.getLogger("agent." + role + ".serf.lan");

    @Override
    public void heard(GossipEvent event) {
      switch (event) {
        case GossipEvent.MemberChanged(MemberChange change, praetor.gossip.Member changed) -> {
          var member = Member.of(changed);
          tell(log, change, member);
          if (change == MemberChange.JOINED && member.name().equals(self.name())) {
            ownJoinTold.countDown();
          }
          listeners.forEach(listener -> listener.lan(change, member));
        }
        case GossipEvent.UserEvent(long time, String name, Bytes payload, boolean _) ->
            eventListeners.forEach(listener -> listener.received(time, name, payload));
        case GossipEvent.QueryReceived query ->
            log.debug("nobody here answers the query {}", query.name());
      }
    }

    @Override
    public void gaveUp(String reason) {
      log.error("serf: {}", reason);
    }
  }

  private final class WanListener implements GossipListener {
    private final Logger log = LoggerFactory.getLogger("agent." + role + ".serf.wan");

    @Override
    public void heard(GossipEvent event) {
      if (event instanceof GossipEvent.MemberChanged(MemberChange change, var changed)) {
        var member = Member.of(changed);
        tell(log, change, member);
        listeners.forEach(listener -> listener.wan(change, member));
      }
    }

    @Override
    public void gaveUp(String reason) {
      log.error("serf: {}", reason);
    }
  }

  /** Source: what Consul 1.21.4 writes into its log. */
  private static void tell(Logger log, MemberChange change, Member member) {
    switch (change) {
      case JOINED -> log.info("serf: EventMemberJoin: {} {}", member.name(), member.address());
      case LEFT -> log.info("serf: EventMemberLeave: {} {}", member.name(), member.address());
      case FAILED -> log.info("serf: EventMemberFailed: {} {}", member.name(), member.address());
      case UPDATED -> log.info("serf: EventMemberUpdate: {}", member.name());
      case REAPED -> log.info("serf: EventMemberReap: {}", member.name());
    }
  }

  /** Says good-bye to both pools; complete when the others had the time to hear it. */
  public CompletableFuture<Void> leave() {
    var first = wan.map(Gossip::leave).orElse(CompletableFuture.completedFuture(null));
    return first.thenCompose(_ -> lan.leave());
  }

  @Override
  public void close() {
    wan.ifPresent(Gossip::close);
    lan.close();
  }
}
