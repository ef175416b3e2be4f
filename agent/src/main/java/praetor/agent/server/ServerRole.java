package praetor.agent.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.agent.acl.TokenResolver;
import praetor.agent.config.AgentConfig;
import praetor.agent.event.EventSource;
import praetor.agent.local.ServerStats;
import praetor.agent.membership.Membership;
import praetor.agent.membership.ServerMember;
import praetor.agent.metrics.Metrics;
import praetor.agent.query.OtherDatacenters;
import praetor.agent.read.Answer;
import praetor.agent.read.BlockingReads;
import praetor.agent.read.Query;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.CatalogWrites;
import praetor.agent.servers.Certificates;
import praetor.agent.servers.ConfigEntries;
import praetor.agent.servers.CoordinateWrites;
import praetor.agent.servers.KvWrites;
import praetor.agent.servers.Operator;
import praetor.agent.servers.PreparedQueries;
import praetor.agent.servers.Servers;
import praetor.agent.servers.SessionWrites;
import praetor.agent.servers.Snapshots;
import praetor.agent.servers.Transactions;
import praetor.agent.servers.VirtualIps;
import praetor.model.Clock;
import praetor.raft.Dialer;
import praetor.raft.LeadershipListener;
import praetor.raft.RaftEngine;
import praetor.raft.RaftOptions;
import praetor.raft.RaftStartException;
import praetor.raft.RaftStatus;
import praetor.state.StateStore;

/**
 * A server: its part in the consensus group, its state store, its endpoints, and the leader's
 * duties while it leads.
 *
 * <p>Safe for any thread.
 */
public final class ServerRole implements Servers, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server");

  private final String datacenter;
  private final String nodeName;
  private final StateStore store;
  private final RaftEngine raft;
  private final LeaderGate gate;
  private final ServerReads reads;
  private final LeaderDuties duties;
  private final KvWrites kv;
  private final CatalogEndpoint catalog;
  private final SessionEndpoint sessions;
  private final TxnEndpoint transactions;
  private final PreparedQueryEndpoint queries;
  private final ConfigEntryEndpoint configEntries;
  private final CaEndpoint certificates;
  private final VirtualIpEndpoint virtualIps;
  private final CoordinateEndpoint coordinates;
  private final OperatorEndpoint operator;
  private final Departure departure;
  private final ServerAddresses addresses;
  private final SnapshotEndpoint snapshots;
  private final ScheduledExecutorService timers;
  private final List<Runnable> onRestore = new CopyOnWriteArrayList<>();

  /**
   * What a server is made with.
   *
   * @param membership who belongs to the pool
   * @param events reaches all agents of the datacenter
   * @param calls asks the other servers
   * @param dialer connects to them for raft
   * @param others where prepared queries go on to
   * @param tokens finds the rights of tokens that prepared queries keep
   * @param random draws ids; secure outside of tests
   * @param jitter draws non-negative numbers, quickly
   * @param evaluations runs reads after a change
   * @param timers runs what happens later
   * @param metrics counts and measures
   * @param onFailure told in one sentence when the server can go on no more
   */
  public record Surroundings(
      Membership membership,
      EventSource events,
      ServerCalls calls,
      Dialer dialer,
      OtherDatacenters others,
      TokenResolver tokens,
      Clock clock,
      RandomGenerator random,
      LongSupplier jitter,
      Executor evaluations,
      ScheduledExecutorService timers,
      Metrics metrics,
      Consumer<String> onFailure) {}

  private ServerRole(AgentConfig config, Surroundings surroundings)
      throws IOException, RaftStartException {
    timers = surroundings.timers();
    datacenter = config.node().datacenter();
    nodeName = config.node().name();
    store = new StateStore(surroundings.clock());
    var metrics = new ServerMetrics(surroundings.metrics());
    var folder = raftDirectory(config);
    var recovery = folder.isPresent() ? PeersFile.find(folder.get()) : Optional.<PeersFile>empty();
    addresses = new ServerAddresses(surroundings.membership());
    raft =
        RaftEngine.open(
            options(config).withAddressBook(addresses).withDialer(surroundings.dialer()),
            new StoreMachine(store, metrics, this::stateReplaced));
    raft.onFailure(failure -> surroundings.onFailure().accept(failure.message()));
    gate = new LeaderGate(config.performance().rpcHoldTimeout(), timers);
    var blocking = new BlockingReads(store, surroundings.evaluations(), timers);
    var waits = new ServerReads.Waits(config.defaultQueryTime(), config.maxQueryTime());
    reads =
        new ServerReads(datacenter, raft, gate, blocking, waits, surroundings.jitter(), metrics);
    var proposer = new Proposer(metrics.timed(raft::propose), gate);
    var context =
        new ServerContext(
            config, store, proposer, surroundings.clock(), surroundings.random(), timers);
    kv = new KvEndpoint(context);
    catalog = new CatalogEndpoint(context);
    var ttls = new SessionTtls(context);
    sessions = new SessionEndpoint(context, ttls);
    transactions = new TxnEndpoint(context, reads);
    queries =
        new PreparedQueryEndpoint(
            context, reads, surroundings.tokens(), surroundings.others(), surroundings.jitter());
    configEntries = new ConfigEntryEndpoint(context);
    certificates = new CaEndpoint(context);
    virtualIps = new VirtualIpEndpoint(context);
    coordinates = new CoordinateEndpoint(context);
    var servers =
        new RaftServers(config.node().id().orElseThrow(), raft, surroundings.membership(), store);
    var group = new ServerGroup(config.node().id().orElseThrow(), raft);
    var autopilot = new Autopilot(context, raft, servers, addresses, surroundings.calls(), group);
    operator = new OperatorEndpoint(context, raft, gate, servers, autopilot);
    snapshots = new SnapshotEndpoint(context, raft, gate, reads);
    duties =
        new LeaderDuties(
            gate,
            List.of(
                autopilot,
                new MemberReconcile(context, surroundings.membership(), group),
                new NewLeader(context, surroundings.events()),
                ttls,
                new CaSetup(context),
                new TombstoneGc(context)));
    departure =
        new Departure(
            config.node().id().orElseThrow(), raft, config.performance().leaveDrainTime());
    onRestore.add(duties::restart);
    metrics.watch(new ServerMetrics.Parts(raft, store, blocking, ttls, autopilot, datacenter));
    raft.onLeadershipChange(new Leadership());
    recovery.ifPresent(file -> file.apply(raft, timers));
    folder.ifPresent(
        raftFolder ->
            new KnownServers(
                    raftFolder,
                    raft,
                    surroundings.membership(),
                    task -> Thread.ofVirtual().name("known-servers").start(task))
                .start());
    int expected = config.role().bootstrapExpect();
    if (expected > 1 && raft.configuration().isEmpty()) {
      new ExpectedServers(
              expected,
              config.node().id().orElseThrow(),
              surroundings.membership(),
              raft,
              surroundings.calls(),
              timers)
          .start();
    }
  }

  /**
   * Opens the server: its log is read, its state restored, and it takes part in elections.
   *
   * @throws IOException one sentence: what cannot be opened and why
   */
  public static ServerRole open(AgentConfig config, Surroundings surroundings) throws IOException {
    try {
      return new ServerRole(config, surroundings);
    } catch (RaftStartException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Optional<Path> raftDirectory(AgentConfig config) {
    return config.dataDir().filter(_ -> !config.role().dev()).map(data -> data.resolve("raft"));
  }

  private static RaftOptions options(AgentConfig config) {
    var role = config.role();
    var address = new InetSocketAddress(config.addresses().advertise(), config.ports().server());
    var options =
        RaftOptions.of(config.node().id().orElseThrow(), address)
            .withTiming(RaftOptions.Timing.scaled(config.performance().raftMultiplier()))
            .withSnapshots(
                new RaftOptions.Snapshots(
                    role.raftSnapshotThreshold(),
                    role.raftSnapshotInterval(),
                    role.raftTrailingLogs()));
    var folder = raftDirectory(config);
    if (folder.isPresent()) {
      options = options.withDataDirectory(folder.get());
    }
    boolean alone = role.dev() || role.bootstrap() || role.bootstrapExpect() == 1;
    return alone ? options.bootstrap() : options;
  }

  @Override
  public <T> CompletableFuture<Answer<T>> read(Query<T> query, ReadOptions options) {
    return reads.read(query, options);
  }

  @Override
  public Servers in(String name) {
    if (name.isEmpty() || name.equals(datacenter)) {
      return this;
    }
    throw RequestException.failed(RequestException.NO_PATH_TO_DATACENTER);
  }

  @Override
  public KvWrites kv() {
    return kv;
  }

  @Override
  public CatalogWrites catalog() {
    return catalog;
  }

  @Override
  public SessionWrites sessions() {
    return sessions;
  }

  @Override
  public Transactions transactions() {
    return transactions;
  }

  @Override
  public PreparedQueries queries() {
    return queries;
  }

  @Override
  public ConfigEntries configEntries() {
    return configEntries;
  }

  @Override
  public Certificates certificates() {
    return certificates;
  }

  @Override
  public VirtualIps virtualIps() {
    return virtualIps;
  }

  @Override
  public CoordinateWrites coordinates() {
    return coordinates;
  }

  @Override
  public Operator operator() {
    return operator;
  }

  @Override
  public Snapshots snapshots() {
    return snapshots;
  }

  /** Has an action run whenever the whole state was replaced; it must not block. */
  public void onRestore(Runnable action) {
    onRestore.add(action);
  }

  /** Tells on another thread than the one that goes on with the log. */
  private void stateReplaced() {
    timers.execute(() -> onRestore.forEach(Runnable::run));
  }

  /** The state that this server holds, for readers in the same process that may be stale. */
  public StateStore store() {
    return store;
  }

  /** Has an action run whenever this server begins to lead; it must not block. */
  public void onLeadership(Runnable action) {
    raft.onLeadershipChange(
        new LeadershipListener() {
          @Override
          public void gained(long term) {
            action.run();
          }

          @Override
          public void lost() {}
        });
  }

  /**
   * Leaves for good: blocks until the others know.
   *
   * @param pools says good-bye to the gossip pools
   */
  public void leave(Supplier<CompletableFuture<Void>> pools) {
    departure.run(pools);
  }

  /** Another server of the datacenter, by its node id. */
  public Optional<ServerMember> server(String id) {
    return addresses.server(id);
  }

  /** The consensus engine, for who carries its connections. */
  public RaftEngine raft() {
    return raft;
  }

  /** What this server says of itself and of raft: the groups of {@code consul info}. */
  public ServerStats stats() {
    return RaftStats.of(raft);
  }

  /** How this server stands in the group. */
  public RaftStatus raftStatus() {
    return raft.status();
  }

  /**
   * Runs an action if this server leads, as soon as its state is complete. Another one is told "No
   * cluster leader" at once: whoever forwarded the request knows better in a moment, and holds it.
   */
  public <T> CompletableFuture<T> whenLeading(Supplier<CompletableFuture<T>> action) {
    return gate.isOpen() || raft.status().leads()
        ? gate.whenOpen(action)
        : CompletableFuture.failedFuture(RequestException.noLeader());
  }

  /** Completes when this server leads, at once when it does. Not to be completed by others. */
  public CompletableFuture<Void> leading() {
    return gate.opened();
  }

  /** Whether this server leads and its state is complete. */
  public boolean leads() {
    return gate.isOpen();
  }

  @Override
  public void close() {
    duties.stop();
    raft.close();
  }

  /** Lets requests in while this server leads. */
  private final class Leadership implements LeadershipListener {
    @Override
    public void gained(long term) {
      LOG.info("cluster leadership acquired");
      LOG.info("New leader elected: {}", nodeName);
      duties.start();
      snapshots.abortForgotten();
    }

    @Override
    public void lost() {
      LOG.info("cluster leadership lost");
      duties.stop();
    }
  }
}
