package praetor.agent.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.model.CheckDefinition;
import praetor.model.HealthCheck;
import praetor.model.NodeService;
import praetor.model.RegisterRequest;

/** What a registration means that leaves things out. Source: observed on Consul 1.21.4. */
final class RegistrationDefaults {
  private RegistrationDefaults() {}

  /** The registration as it goes into the log: its single check is among the others. */
  static RegisterRequest complete(RegisterRequest request, String datacenter) {
    List<HealthCheck> checks = new ArrayList<>(request.checks());
    request.check().ifPresent(checks::add);
    return new RegisterRequest(
        datacenter,
        request.id(),
        request.node(),
        request.address(),
        request.taggedAddresses(),
        request.nodeMeta(),
        request.service().map(RegistrationDefaults::withId),
        Optional.empty(),
        checks.stream().map(check -> complete(check, request.node())).toList(),
        request.skipNodeUpdate(),
        request.locality(),
        request.peerName(),
        0,
        0);
  }

  /** The id of a service is its name. */
  static NodeService withId(NodeService s) {
    return s.id().isEmpty() ? s.withId(s.service()) : s;
  }

  private static HealthCheck complete(HealthCheck check, String node) {
    var type = check.type().isEmpty() ? type(check.definition()) : check.type();
    return withId(check, node, type);
  }

  /**
   * The check of a node; its id is its name unless it has one.
   *
   * @param node when the check names none
   */
  static HealthCheck withId(HealthCheck c, String node, String type) {
    return new HealthCheck(
        c.node().isEmpty() ? node : c.node(),
        c.checkId().isEmpty() ? c.name() : c.checkId(),
        c.name(),
        c.status(),
        c.notes(),
        c.output(),
        c.serviceId(),
        c.serviceName(),
        c.serviceTags(),
        type,
        c.interval(),
        c.timeout(),
        c.exposedPort(),
        c.definition(),
        c.peerName(),
        c.createIndex(),
        c.modifyIndex());
  }

  /** The type of the check that a definition describes; most kinds need an interval to be one. */
  private static String type(CheckDefinition definition) {
    boolean repeated = !definition.interval().isZero() && !definition.interval().isNegative();
    if (repeated && !definition.grpc().isEmpty()) {
      return "grpc";
    }
    if (repeated && !definition.http().isEmpty()) {
      return "http";
    }
    if (!definition.ttl().isZero() && !definition.ttl().isNegative()) {
      return "ttl";
    }
    if (repeated && !definition.tcp().isEmpty()) {
      return "tcp";
    }
    if (repeated && !definition.udp().isEmpty()) {
      return "udp";
    }
    if (!definition.aliasNode().isEmpty() || !definition.aliasService().isEmpty()) {
      return "alias";
    }
    return scripted(definition, repeated);
  }

  private static String scripted(CheckDefinition definition, boolean repeated) {
    boolean script = !definition.scriptArgs().isEmpty();
    if (repeated && script && !definition.dockerContainerId().isEmpty()) {
      return "docker";
    }
    if (script) {
      return "script";
    }
    if (repeated && !definition.h2Ping().isEmpty()) {
      return "h2ping";
    }
    return repeated && !definition.osService().isEmpty() ? "os_service" : "";
  }
}
