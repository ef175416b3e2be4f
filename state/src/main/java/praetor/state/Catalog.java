package praetor.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.model.DeregisterRequest;
import praetor.model.HealthCheck;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.RegisterRequest;

/** Registration and what goes with it: nodes, services and checks change together or not at all. */
final class Catalog {
  private Catalog() {}

  static Outcome register(WriteTxn txn, RegisterRequest request) {
    var before = txn.save();
    var refusal = refusal(txn, request);
    if (refusal.isPresent()) {
      txn.goBackTo(before);
      return new Outcome.Refused(refusal.get());
    }
    return new Outcome.Done();
  }

  private static Optional<String> refusal(WriteTxn txn, RegisterRequest request) {
    return putNode(txn, request)
        .or(() -> request.service().flatMap(service -> putService(txn, request, service)))
        .or(() -> putChecks(txn, request));
  }

  private static Optional<String> putNode(WriteTxn txn, RegisterRequest request) {
    var known = NodeTable.find(txn, request.node());
    var node = node(request);
    if (known.isPresent() && (request.skipNodeUpdate() || NodeTable.same(known.get(), node))) {
      return Optional.empty();
    }
    return NodeTable.put(txn, node).map(reason -> "failed inserting node: " + reason);
  }

  private static Optional<String> putService(
      WriteTxn txn, RegisterRequest request, NodeService service) {
    return ServiceTable.put(txn, request.node(), service)
        .map(reason -> "failed inserting service: " + reason);
  }

  private static Optional<String> putChecks(WriteTxn txn, RegisterRequest request) {
    List<HealthCheck> checks = new ArrayList<>();
    request.check().ifPresent(checks::add);
    checks.addAll(request.checks());
    for (var check : checks) {
      var reason = putCheck(txn, withNode(check, request.node()));
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> putCheck(WriteTxn txn, HealthCheck check) {
    boolean unknown =
        !check.serviceId().isEmpty()
            && ServiceTable.find(txn, check.node(), check.serviceId()).isEmpty();
    if (unknown) {
      return Optional.of(
          "Unknown service ID '" + check.serviceId() + "' for check ID '" + check.checkId() + "'");
    }
    return CheckTable.put(txn, check).map(reason -> "failed inserting check: " + reason);
  }

  /** The node that a registration describes. */
  static Node node(RegisterRequest request) {
    return new Node(
        request.id(),
        request.node(),
        request.address(),
        request.datacenter(),
        "",
        request.peerName(),
        request.taggedAddresses(),
        request.nodeMeta(),
        request.locality(),
        request.createIndex(),
        request.modifyIndex());
  }

  private static HealthCheck withNode(HealthCheck c, String node) {
    if (!c.node().isEmpty()) {
      return c;
    }
    return new HealthCheck(
        node,
        c.checkId(),
        c.name(),
        c.status(),
        c.notes(),
        c.output(),
        c.serviceId(),
        c.serviceName(),
        c.serviceTags(),
        c.type(),
        c.interval(),
        c.timeout(),
        c.exposedPort(),
        c.definition(),
        c.peerName(),
        c.createIndex(),
        c.modifyIndex());
  }

  /** A service when one is named, else a check, else the node; what is not there is no mistake. */
  static Outcome deregister(WriteTxn txn, DeregisterRequest request) {
    if (!request.serviceId().isEmpty()) {
      deleteService(txn, request.node(), request.serviceId());
    } else if (!request.checkId().isEmpty()) {
      deleteCheck(txn, request.node(), request.checkId());
    } else {
      deleteNode(txn, request.node());
    }
    return new Outcome.Done();
  }

  static void deleteCheck(WriteTxn txn, String node, String id) {
    CheckTable.find(txn, node, id).ifPresent(check -> CheckTable.remove(txn, check));
  }

  static void deleteService(WriteTxn txn, String node, String id) {
    ServiceTable.find(txn, node, id)
        .ifPresent(
            instance -> {
              CheckTable.ofInstance(txn, node, id).forEach(check -> CheckTable.remove(txn, check));
              IndexTable.bump(txn, IndexTable.CHECKS);
              ServiceTable.remove(txn, instance);
            });
  }

  /** Takes out a node with its services, checks, coordinates and sessions. */
  static void deleteNode(WriteTxn txn, String name) {
    NodeTable.find(txn, name)
        .ifPresent(
            node -> {
              ServiceTable.ofNode(txn, name)
                  .forEach(instance -> deleteService(txn, name, instance.service().id()));
              CheckTable.onNode(txn, name).forEach(check -> CheckTable.remove(txn, check));
              CoordinateTable.nodeGone(txn, name);
              NodeTable.remove(txn, node);
              SessionTable.nodeGone(txn, name);
            });
  }
}
