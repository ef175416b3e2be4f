package praetor.agent.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.agent.checks.CheckKinds;
import praetor.agent.config.CheckDefinition;
import praetor.model.GoDuration;
import praetor.model.HealthCheck;
import praetor.model.NodeService;

/** Makes definitions of checks, and from definitions the checks that the catalog sees. Pure. */
final class CheckDefinitions {
  static final String NODE_MAINTENANCE = "_node_maintenance";
  static final String SERVICE_MAINTENANCE = "_service_maintenance:";
  private static final String MAINTENANCE_TYPE = "maintenance";

  private CheckDefinitions() {}

  /** A check that connects to a port. */
  static CheckDefinition tcp(String name, String target, Duration interval) {
    var none = CheckBody.NO_DEFINITION;
    return new CheckDefinition(
        "",
        name,
        "",
        "",
        "",
        "",
        List.of(),
        "",
        Map.of(),
        "",
        "",
        false,
        target,
        false,
        "",
        "",
        false,
        "",
        none.h2pingUseTls(),
        "",
        "",
        "",
        "",
        "",
        "",
        false,
        interval,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        0,
        0,
        0,
        0);
  }

  /** A check that follows those of a service of this agent. */
  static CheckDefinition alias(String name, String service) {
    var none = CheckBody.NO_DEFINITION;
    return new CheckDefinition(
        "",
        name,
        "",
        "",
        "",
        "",
        List.of(),
        "",
        Map.of(),
        "",
        "",
        false,
        "",
        false,
        "",
        "",
        false,
        "",
        none.h2pingUseTls(),
        "",
        "",
        "",
        "",
        service,
        "",
        false,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        0,
        0,
        0,
        0);
  }

  /** A check that only says that somebody took the node or a service out of use. */
  static CheckDefinition maintenance(String serviceId, String reason, String token) {
    var none = CheckBody.NO_DEFINITION;
    return new CheckDefinition(
        serviceId.isEmpty() ? NODE_MAINTENANCE : SERVICE_MAINTENANCE + serviceId,
        serviceId.isEmpty() ? "Node Maintenance Mode" : "Service Maintenance Mode",
        reason,
        serviceId,
        token,
        HealthCheck.CRITICAL,
        List.of(),
        "",
        Map.of(),
        "",
        "",
        false,
        "",
        false,
        "",
        "",
        false,
        "",
        none.h2pingUseTls(),
        "",
        "",
        "",
        "",
        "",
        "",
        false,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        0,
        0,
        0,
        0);
  }

  static boolean isMaintenance(String checkId) {
    return checkId.equals(NODE_MAINTENANCE) || checkId.startsWith(SERVICE_MAINTENANCE);
  }

  /**
   * The check that a definition makes.
   *
   * @param withService whether it was registered inside its service: such a check shows no zero
   *     durations
   */
  static HealthCheck health(
      CheckDefinition check, String node, Optional<NodeService> service, boolean withService) {
    boolean maintenance = isMaintenance(check.id());
    boolean showsZero = !withService && !maintenance;
    return new HealthCheck(
        node,
        check.id(),
        check.name(),
        check.status().isEmpty() ? HealthCheck.CRITICAL : check.status(),
        check.notes(),
        "",
        check.serviceId(),
        service.map(NodeService::service).orElse(""),
        service.map(NodeService::tags).orElse(List.of()),
        maintenance ? MAINTENANCE_TYPE : CheckKinds.type(check),
        shown(check.interval(), showsZero),
        shown(check.timeout(), showsZero),
        0,
        praetor.model.CheckDefinition.SHAPE.zero(),
        "",
        0,
        0);
  }

  private static String shown(Duration duration, boolean zeroToo) {
    return duration.compareTo(Duration.ZERO) > 0 || zeroToo ? GoDuration.format(duration) : "";
  }
}
