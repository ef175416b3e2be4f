package praetor.cli.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.config.Settings;
import praetor.agent.metrics.GaugeSource;
import praetor.client.ConsulClient;
import praetor.client.Query;
import praetor.http.Exchange;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.SystemClock;
import praetor.snapshot.AgentLog;
import praetor.snapshot.AgentSettings;
import praetor.snapshot.AgentStatus;
import praetor.snapshot.Progress;
import praetor.snapshot.SaveSettings;
import praetor.snapshot.Saver;
import praetor.snapshot.SnapshotAgent;
import praetor.snapshot.config.AgentOptions;
import praetor.snapshot.storage.Stores;

/**
 * The snapshot agent in the daemon: the block {@code snapshot_agent} of its configuration. A block
 * that cannot be used is an error in the log, not the end of the agent: Consul's passes it over,
 * and files may be shared with it. Safe for any thread.
 */
public final class AgentSnapshots implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent.snapshot");
  private static final int NOT_FOUND = 404;

  private final Map<String, String> environment;
  private @Nullable Running running;
  private Settings written = Settings.EMPTY;

  public AgentSnapshots(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** An agent at work and what has to be closed after it. */
  private record Running(
      SnapshotAgent agent, Thread thread, List<SaveSettings.Destination> destinations) {
    void end() {
      agent.close();
      thread.interrupt();
      destinations.forEach(destination -> destination.store().close());
    }
  }

  /**
   * Begins what the configuration says, or goes on with it when nothing has changed.
   *
   * @param client of the agent itself
   * @param node name of the agent
   */
  public synchronized void replace(Settings config, ConsulClient client, String node) {
    var block = config.block(AgentOptions.KEY);
    if (block.equals(written)) {
      return;
    }
    close();
    written = block;
    if (!block.isEmpty()) {
      try {
        running = start(AgentOptions.read(block.values(), environment), client, node);
      } catch (IOException unusable) {
        LOG.atError().addKeyValue("error", unusable.getMessage()).log("no snapshot agent");
      }
    }
  }

  private static @Nullable Running start(AgentOptions options, ConsulClient client, String node)
      throws IOException {
    if (!options.enabled()) {
      return null;
    }
    var snapshots = options.snapshots();
    if (snapshots.isOneShot()) {
      throw new IOException("\"snapshot.interval\" must not be 0 in an agent");
    }
    var token = Optional.ofNullable(options.api().variables().get("HTTP_TOKEN"));
    var own = token.map(client::withToken).orElse(client);
    List<SaveSettings.Destination> destinations = new ArrayList<>();
    for (var each : options.destinations()) {
      destinations.add(
          new SaveSettings.Destination(Stores.open(each.location()), each.staticName()));
    }
    var save =
        new SaveSettings(
            snapshots.stale() ? Query.NONE.and("stale", "") : Query.NONE,
            snapshots.scratchPath(),
            destinations,
            snapshots.retain(),
            options.seal().key(),
            false);
    var settings =
        new AgentSettings(
            snapshots.toSchedule(),
            snapshots.service(),
            snapshots.lockKey(),
            snapshots.maxFailures(),
            snapshots.deregisterAfter(),
            Query.NONE,
            AgentSettings.Timing.DEFAULT);
    var log = log();
    var saver = new Saver(own, save, SystemClock.INSTANCE, log, Progress.NONE);
    var agent = new SnapshotAgent(own, settings, saver, node, SystemClock.INSTANCE, log);
    var thread = Thread.ofVirtual().name("snapshot agent").start(() -> run(agent));
    return new Running(agent, thread, destinations);
  }

  private static void run(SnapshotAgent agent) {
    try {
      agent.run();
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private static AgentLog log() {
    return (level, text) -> {
      switch (level) {
        case TRACE -> LOG.trace("{}", text);
        case DEBUG -> LOG.debug("{}", text);
        case INFO -> LOG.info("{}", text);
        case WARN -> LOG.warn("{}", text);
        case ERROR -> LOG.error("{}", text);
      }
    };
  }

  private synchronized Optional<AgentStatus> status() {
    return Optional.ofNullable(running).map(now -> now.agent().status());
  }

  /** {@code GET /v1/snapshot/status}: how the snapshot agent of this agent is doing. */
  public Route route() {
    return Route.at("/v1/snapshot/status", Endpoint.quick("GET", this::answer));
  }

  private void answer(Exchange exchange) {
    var json = status().map(status -> status.json(Instant.now()));
    exchange.respond(
        json.map(text -> Response.json(text.getBytes(StandardCharsets.UTF_8)))
            .orElseGet(() -> Response.text(NOT_FOUND, "No snapshot agent is configured")));
  }

  /** The figures of the snapshot agent, when there is one. */
  public GaugeSource gauges() {
    return taker -> status().ifPresent(status -> tell(status, taker));
  }

  private static void tell(AgentStatus status, GaugeSource.Taker taker) {
    taker.gauge(status.leader() ? 1 : 0, "snapshot.agent.leader");
    taker.gauge((double) status.saved(), "snapshot.agent.saved");
    taker.gauge((double) status.failures(), "snapshot.agent.failures");
    taker.gauge(status.failuresInRow(), "snapshot.agent.failures_in_row");
    status
        .age(Instant.now())
        .map(Duration::toSeconds)
        .ifPresent(age -> taker.gauge((double) age, "snapshot.agent.last_good_age_seconds"));
    status
        .lastGood()
        .flatMap(AgentStatus.Good::details)
        .ifPresent(
            details -> {
              taker.gauge((double) details.bytes(), "snapshot.agent.last_good_bytes");
              taker.gauge((double) details.took().toMillis(), "snapshot.agent.last_good_ms");
            });
  }

  @Override
  public synchronized void close() {
    if (running != null) {
      running.end();
      running = null;
    }
  }
}
