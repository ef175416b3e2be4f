package praetor.agent.server;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.config.Settings;
import praetor.agent.servers.AutopilotState;
import praetor.model.DecodeException;
import praetor.model.GoDuration;
import praetor.raft.RaftEngine;
import praetor.state.AutopilotConfig;
import praetor.state.WatchSet;
import praetor.state.command.AutopilotSetRequest;

/**
 * Looks after the health of the servers while this one leads, gives votes to those that have proved
 * themselves, removes those that are dead, and writes the first autopilot configuration of a
 * datacenter. Safe for any thread.
 */
final class Autopilot implements LeaderDuty {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server.autopilot");

  /** Source: Consul looks every two seconds. */
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final ServerContext context;
  private final RaftEngine raft;
  private final RaftServers servers;
  private final ServerAddresses addresses;
  private final ServerCalls calls;
  private final ServerGroup group;
  private List<AutopilotState.Server> assessed = List.of();
  private @Nullable AutopilotState latest;
  private @Nullable Future<?> repeating;

  Autopilot(
      ServerContext context,
      RaftEngine raft,
      RaftServers servers,
      ServerAddresses addresses,
      ServerCalls calls,
      ServerGroup group) {
    this.context = context;
    this.raft = raft;
    this.servers = servers;
    this.addresses = addresses;
    this.calls = calls;
    this.group = group;
  }

  @Override
  public synchronized void start() {
    if (context.store().view().autopilotConfig(WatchSet.none()).value().isEmpty()) {
      writeFirst();
    }
    repeating =
        context
            .timers()
            .scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void stop() {
    if (repeating != null) {
      repeating.cancel(false);
      repeating = null;
    }
    assessed = List.of();
    latest = null;
  }

  /** How the servers were at the last look; none on a server that does not lead. */
  synchronized Optional<AutopilotState> latest() {
    return Optional.ofNullable(latest);
  }

  /** Off the timers' thread: the members are asked for. */
  private void look() {
    Thread.ofVirtual().name("autopilot").start(this::act);
  }

  private void act() {
    servers.refresh(addresses, calls);
    var state = assess();
    synchronized (this) {
      if (repeating == null) {
        return;
      }
    }
    for (var step :
        AutopilotPlan.steps(state, config(), servers.replicas(), context.clock().now())) {
      switch (step) {
        case AutopilotPlan.Step.Promote(String id, String name) -> group.promote(id, name);
        case AutopilotPlan.Step.Remove(String id, String name) -> group.removeDead(id, name);
      }
    }
  }

  private AutopilotConfig config() {
    return context
        .store()
        .view()
        .autopilotConfig(WatchSet.none())
        .value()
        .orElse(AutopilotConfig.DEFAULT);
  }

  /** How the servers are now. */
  synchronized AutopilotState assess() {
    var seen = raft.configuration().stream().map(servers::seen).toList();
    var state = AutopilotHealth.assess(seen, config(), assessed, context.clock().now());
    assessed = state.servers();
    latest = state;
    return state;
  }

  private void writeFirst() {
    // An index of 0 is that of a configuration which is not there: another leader's stays.
    context
        .proposer()
        .propose(new AutopilotSetRequest(configured(context.config().settings()), true))
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                LOG.warn("failed to initialize config: error={}", failure.getMessage());
              }
            });
  }

  /** The configuration that a new datacenter begins with: the block {@code autopilot}. */
  static AutopilotConfig configured(Settings settings) {
    var block = settings.block("autopilot");
    var otherwise = AutopilotConfig.DEFAULT;
    return new AutopilotConfig(
        bool(block, "cleanup_dead_servers", otherwise.cleanupDeadServers()),
        duration(block, "last_contact_threshold", otherwise.lastContactThreshold()),
        number(block, "max_trailing_logs", otherwise.maxTrailingLogs()),
        number(block, "min_quorum", otherwise.minQuorum()),
        duration(block, "server_stabilization_time", otherwise.serverStabilizationTime()),
        block.text("redundancy_zone_tag").orElse(otherwise.redundancyZoneTag()),
        bool(block, "disable_upgrade_migration", otherwise.disableUpgradeMigration()),
        block.text("upgrade_version_tag").orElse(otherwise.upgradeVersionTag()),
        0,
        0);
  }

  private static boolean bool(Settings block, String key, boolean otherwise) {
    return block.at(key).map(Boolean.class::cast).orElse(otherwise);
  }

  private static long number(Settings block, String key, long otherwise) {
    return block.at(key).map(n -> ((Number) n).longValue()).orElse(otherwise);
  }

  private static Duration duration(Settings block, String key, Duration otherwise) {
    var text = block.text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return GoDuration.parse(text.get());
    } catch (DecodeException e) {
      throw new IllegalArgumentException("autopilot." + key + ": " + e.getMessage(), e);
    }
  }
}
