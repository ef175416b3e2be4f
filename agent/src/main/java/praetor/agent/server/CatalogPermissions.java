package praetor.agent.server;

import java.util.Optional;
import praetor.agent.RequestException;
import praetor.agent.acl.Access;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.Resource;
import praetor.model.DeregisterRequest;
import praetor.model.HealthCheck;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.RegisterRequest;
import praetor.state.NodeServices;
import praetor.state.StateView;
import praetor.state.WatchSet;

/** What writes of the catalog need. Source: documentation of Consul's ACL rules. */
final class CatalogPermissions {
  private CatalogPermissions() {}

  /**
   * Checks a registration: {@code node:write} when it changes the node or its own checks, {@code
   * service:write} for its service and the checks of services.
   */
  static void requireRegister(RegisterRequest request, StateView view, Authorizer authorizer) {
    if (authorizer.equals(Authorizer.allowAll())) {
      return;
    }
    var known = view.nodeServices(request.node(), WatchSet.none()).value();
    if (known.isEmpty() || changes(request, known.get().node())) {
      authorizer.require(Resource.NODE, request.node(), Access.WRITE);
    }
    if (request.service().isPresent()) {
      var service = request.service().get();
      authorizer.require(Resource.SERVICE, service.service(), Access.WRITE);
      service(known, service.id())
          .ifPresent(
              before -> authorizer.require(Resource.SERVICE, before.service(), Access.WRITE));
    }
    for (var check : request.checks()) {
      requireCheck(check, request, known, authorizer);
    }
  }

  private static void requireCheck(
      HealthCheck check,
      RegisterRequest request,
      Optional<NodeServices> known,
      Authorizer authorizer) {
    if (check.serviceId().isEmpty()) {
      authorizer.require(Resource.NODE, request.node(), Access.WRITE);
      return;
    }
    var service =
        request
            .service()
            .filter(registered -> registered.id().equals(check.serviceId()))
            .or(() -> service(known, check.serviceId()));
    if (service.isEmpty()) {
      throw RequestException.failed("Unknown service ID '" + check.serviceId() + "'");
    }
    authorizer.require(Resource.SERVICE, service.get().service(), Access.WRITE);
  }

  /** Checks a deregistration: the right to write the node suffices for all that is on it. */
  static void requireDeregister(DeregisterRequest request, StateView view, Authorizer authorizer) {
    if (authorizer.allows(Resource.NODE, request.node(), Access.WRITE)) {
      return;
    }
    if (!request.serviceId().isEmpty()) {
      var known = view.nodeServices(request.node(), WatchSet.none()).value();
      var service = service(known, request.serviceId());
      if (service.isEmpty()) {
        throw RequestException.failed("Unknown service ID '" + request.serviceId() + "'");
      }
      authorizer.require(Resource.SERVICE, service.get().service(), Access.WRITE);
      return;
    }
    if (!request.checkId().isEmpty()) {
      requireCheckGone(request, view, authorizer);
      return;
    }
    authorizer.require(Resource.NODE, request.node(), Access.WRITE);
  }

  private static void requireCheckGone(
      DeregisterRequest request, StateView view, Authorizer authorizer) {
    var check =
        view.nodeChecks(request.node(), WatchSet.none()).value().stream()
            .filter(known -> known.checkId().equals(request.checkId()))
            .findFirst();
    if (check.isEmpty()) {
      throw RequestException.failed("Unknown check ID '" + request.checkId() + "'");
    }
    if (check.get().serviceId().isEmpty()) {
      authorizer.require(Resource.NODE, request.node(), Access.WRITE);
    } else {
      authorizer.require(Resource.SERVICE, check.get().serviceName(), Access.WRITE);
    }
  }

  private static Optional<NodeService> service(Optional<NodeServices> known, String id) {
    return known.stream()
        .flatMap(node -> node.services().stream())
        .filter(service -> service.id().equals(id))
        .findFirst();
  }

  private static boolean changes(RegisterRequest request, Node node) {
    return !request.skipNodeUpdate()
        && !(request.id().equals(node.id())
            && request.node().equalsIgnoreCase(node.node())
            && request.address().equals(node.address())
            && request.datacenter().equals(node.datacenter())
            && request.taggedAddresses().equals(node.taggedAddresses())
            && request.nodeMeta().equals(node.meta()));
  }
}
