package praetor.agent.server;

import java.util.Optional;
import java.util.Set;
import praetor.agent.RequestException;
import praetor.agent.connect.ProxyRules;
import praetor.model.HealthCheck;
import praetor.model.NodeService;
import praetor.model.RegisterRequest;

/**
 * What a registration must have before it may be proposed. Much is let through here that an agent
 * would refuse: ports, weights, statuses, names.
 *
 * <p>Source: texts and order of refusals of Consul 1.21.4.
 */
final class RegistrationRules {
  /** Addresses that say "anywhere", as they are written: other forms of them pass. */
  private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");

  private RegistrationRules() {}

  /**
   * Checks a registration.
   *
   * @throws RequestException 500 with Consul's text
   */
  static void check(RegisterRequest request) {
    if (!request.peerName().isEmpty()) {
      throw RequestException.failed("cannot register requests with PeerName in them");
    }
    if (request.node().isEmpty()) {
      throw RequestException.failed("Must provide node");
    }
    if (request.address().isEmpty() && !request.skipNodeUpdate()) {
      throw RequestException.failed("Must provide address if SkipNodeUpdate is not set");
    }
    badId(request.id())
        .ifPresent(
            problem -> {
              throw RequestException.failed(problem);
            });
    request.service().ifPresent(RegistrationRules::checkService);
    request.check().ifPresent(check -> checkCheck(request, check));
    request.checks().forEach(check -> checkCheck(request, check));
  }

  /** What is wrong with the ID of a node, as a text; a node need not have one. */
  static Optional<String> badId(String id) {
    return id.isEmpty()
        ? Optional.empty()
        : UuidText.problem(id).map(problem -> "Bad node ID: " + problem);
  }

  /** What is wrong with a service, as a text. */
  static Optional<String> mistake(NodeService service) {
    try {
      checkService(service);
      return Optional.empty();
    } catch (RequestException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static void checkService(NodeService service) {
    if (service.service().isEmpty()) {
      throw RequestException.failed(
          service.id().isEmpty()
              ? "Must provide service name (Service.Service)"
              : "Must provide service name (Service.Service) when service ID is provided");
    }
    var problems = ProxyRules.problems(service);
    if (!problems.isEmpty()) {
      throw RequestException.failed(ProxyRules.list(problems));
    }
    if (ANY_ADDRESS.contains(service.address())) {
      throw RequestException.failed("Invalid service address");
    }
  }

  private static void checkCheck(RegisterRequest request, HealthCheck check) {
    if (!check.node().isEmpty() && !check.node().equalsIgnoreCase(request.node())) {
      throw RequestException.failed(
          "Node '"
              + check.node()
              + "' for check '"
              + check.checkId()
              + "' doesn't match register request node '"
              + request.node()
              + "'");
    }
    if (check.checkId().isEmpty() && check.name().isEmpty()) {
      throw RequestException.failed(
          "failed inserting check on node \""
              + request.node()
              + "\": failed health check lookup: index error: object is missing a value for this"
              + " index");
    }
  }
}
