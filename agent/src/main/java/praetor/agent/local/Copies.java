package praetor.agent.local;

import praetor.agent.config.CheckDefinition;
import praetor.model.HealthCheck;
import praetor.model.NodeService;

/** Records with one thing changed. */
final class Copies {
  private Copies() {}

  static HealthCheck result(HealthCheck check, String status, String output) {
    return new HealthCheck(
        check.node(),
        check.checkId(),
        check.name(),
        status,
        check.notes(),
        output,
        check.serviceId(),
        check.serviceName(),
        check.serviceTags(),
        check.type(),
        check.interval(),
        check.timeout(),
        check.exposedPort(),
        check.definition(),
        check.peerName(),
        check.createIndex(),
        check.modifyIndex());
  }

  /** What an agent says of a service: without the marks of the catalog. */
  static NodeService said(NodeService service) {
    return marked(service, false, "", 0, 0);
  }

  /** The service, marked as registered by another service's registration or not. */
  static NodeService sidecar(NodeService service, boolean sidecar) {
    return marked(
        service, sidecar, service.peerName(), service.createIndex(), service.modifyIndex());
  }

  private static NodeService marked(
      NodeService service, boolean sidecar, String peerName, long createIndex, long modifyIndex) {
    return new NodeService(
        service.kind(),
        service.id(),
        service.service(),
        service.tags(),
        service.address(),
        service.taggedAddresses(),
        service.meta(),
        service.port(),
        service.socketPath(),
        service.weights(),
        service.enableTagOverride(),
        service.locality(),
        service.proxy(),
        service.connect(),
        sidecar,
        peerName,
        createIndex,
        modifyIndex);
  }

  /** The definition with its place: who it is and which service it belongs to. */
  static CheckDefinition placed(
      CheckDefinition check, String id, String name, String serviceId, String token) {
    return new CheckDefinition(
        id,
        name,
        check.notes(),
        serviceId,
        token,
        check.status(),
        check.args(),
        check.http(),
        check.header(),
        check.method(),
        check.body(),
        check.disableRedirects(),
        check.tcp(),
        check.tcpUseTls(),
        check.udp(),
        check.grpc(),
        check.grpcUseTls(),
        check.h2ping(),
        check.h2pingUseTls(),
        check.dockerContainerId(),
        check.shell(),
        check.osService(),
        check.aliasNode(),
        check.aliasService(),
        check.tlsServerName(),
        check.tlsSkipVerify(),
        check.interval(),
        check.timeout(),
        check.ttl(),
        check.deregisterCriticalServiceAfter(),
        check.outputMaxSize(),
        check.successBeforePassing(),
        check.failuresBeforeWarning(),
        check.failuresBeforeCritical());
  }
}
