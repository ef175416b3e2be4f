package praetor.agent.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.NodeDescription;
import praetor.agent.Version;
import praetor.agent.config.AgentConfig;
import praetor.agent.config.PortConfig;
import praetor.model.HealthCheck;
import praetor.model.NodeService;
import praetor.model.RegisterRequest;
import praetor.model.Weights;
import praetor.state.Outcome;
import praetor.state.command.Command;

/**
 * Keeps this server in the catalog: its node, its check {@code serfHealth} and the service {@code
 * consul}, at once and every minute, so that one that was deregistered by mistake comes back. An
 * equal registration changes nothing.
 *
 * <p>Source: what the leader of a Consul 1.21.4 datacenter registers for itself.
 */
final class SelfRegistration implements LeaderDuty {
  private static final Logger LOG = LoggerFactory.getLogger("agent.leader");
  private static final Logger AGENT_LOG = LoggerFactory.getLogger("agent");

  /** Consul's reconcile interval. */
  private static final Duration INTERVAL = Duration.ofSeconds(60);

  private final ServerContext context;
  private final RegisterRequest registration;
  private @Nullable Future<?> repeating;

  SelfRegistration(ServerContext context) {
    this.context = context;
    this.registration = registration(context.config());
  }

  @Override
  public synchronized void start() {
    LOG.info("member '{}' joined, marking health alive", registration.node());
    register().thenAccept(this::logFirst);
    repeating =
        context
            .timers()
            .scheduleWithFixedDelay(
                this::register, INTERVAL.toSeconds(), INTERVAL.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public synchronized void stop() {
    if (repeating != null) {
      repeating.cancel(false);
      repeating = null;
    }
  }

  private void logFirst(Outcome outcome) {
    if (outcome instanceof Outcome.Done) {
      registration.service().ifPresent(own -> AGENT_LOG.info("Synced service '{}'", own.id()));
    }
  }

  /** Completes when this server is in the catalog. */
  private CompletableFuture<Outcome> register() {
    return context
        .proposer()
        .propose(new Command.Register(registration))
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                LOG.warn("failed to register this server: error={}", failure.getMessage());
              }
            });
  }

  private static RegisterRequest registration(AgentConfig config) {
    var node = config.node();
    var described = NodeDescription.of(config);
    return new RegisterRequest(
        node.datacenter(),
        node.id().orElse(""),
        node.name(),
        config.addresses().advertise(),
        new TreeMap<>(described.taggedAddresses()),
        new TreeMap<>(described.meta()),
        Optional.of(service(config)),
        Optional.of(serfHealth(node.name())),
        List.of(),
        false,
        Optional.empty(),
        "",
        0,
        0);
  }

  private static NodeService service(AgentConfig config) {
    var zero = NodeService.SHAPE.zero();
    return new NodeService(
        "",
        "consul",
        "consul",
        List.of(),
        "",
        Map.of(),
        serviceMeta(config.ports()),
        config.ports().server(),
        "",
        Optional.of(Weights.DEFAULT),
        false,
        Optional.empty(),
        zero.proxy(),
        zero.connect(),
        false,
        "",
        0,
        0);
  }

  private static Map<String, String> serviceMeta(PortConfig ports) {
    Map<String, String> meta =
        new TreeMap<>(
            Map.of(
                "non_voter", "false",
                "raft_version", "3",
                "read_replica", "false",
                "serf_protocol_current", "2",
                "serf_protocol_max", "5",
                "serf_protocol_min", "1",
                "version", Version.CONSUL));
    if (ports.grpc() > 0) {
      meta.put("grpc_port", Integer.toString(ports.grpc()));
    }
    if (ports.grpcTls() > 0) {
      meta.put("grpc_tls_port", Integer.toString(ports.grpcTls()));
    }
    return meta;
  }

  private static HealthCheck serfHealth(String node) {
    var zero = HealthCheck.SHAPE.zero();
    return new HealthCheck(
        node,
        "serfHealth",
        "Serf Health Status",
        HealthCheck.PASSING,
        "",
        "Agent alive and reachable",
        "",
        "",
        List.of(),
        "",
        "",
        "",
        0,
        zero.definition(),
        "",
        0,
        0);
  }
}
