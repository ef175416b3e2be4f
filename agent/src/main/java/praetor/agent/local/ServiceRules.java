package praetor.agent.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import praetor.agent.RequestException;
import praetor.agent.checks.CheckRules;
import praetor.agent.config.CheckDefinition;
import praetor.agent.config.NodeMeta;
import praetor.agent.connect.ProxyRules;
import praetor.model.Weights;

/** What a registration of a service must hold to. Pure. Source: texts of Consul 1.21.4. */
final class ServiceRules {
  private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
  private static final int WEIGHT_MAX = 65_535;

  private ServiceRules() {}

  /**
   * Checks a registration.
   *
   * @throws RequestException 400 with the first fault
   */
  static void check(ServiceBody body) {
    if (body.name().isEmpty()) {
      throw RequestException.bad("Missing service name");
    }
    if (ANY_ADDRESS.contains(body.address())) {
      throw RequestException.bad("Invalid service address");
    }
    body.weights().flatMap(ServiceRules::weightFault).ifPresent(ServiceRules::refuse);
    NodeMeta.firstFault(body.meta())
        .map(why -> "Invalid Service Meta: " + why)
        .ifPresent(ServiceRules::refuse);
    body.allChecks().forEach(check -> check(check, ""));
    Sidecars.of(body).ifPresent(ServiceRules::checkWritten);
    var faults = faults(body);
    if (!faults.isEmpty()) {
      throw RequestException.bad("Validation failed: " + ProxyRules.list(faults));
    }
    if (body.effectiveId().equals(SyncRules.SERVERS_SERVICE)) {
      throw RequestException.bad("Invalid service ID \"consul\": it is kept by the servers");
    }
  }

  /** What a registration says of its sidecar itself. */
  private static void checkWritten(ServiceBody sidecar) {
    sidecar.allChecks().forEach(check -> check(check, " in sidecar_service"));
    NodeMeta.firstFault(sidecar.meta())
        .map(why -> "Invalid SidecarService: " + why)
        .ifPresent(ServiceRules::refuse);
  }

  private static void check(CheckDefinition check, String where) {
    CheckRules.firstFault(check)
        .map(why -> "Invalid check" + where + ": " + why)
        .ifPresent(ServiceRules::refuse);
    if (!check.status().isEmpty() && !CheckRules.isStatus(check.status())) {
      refuse("Status for checks must 'passing', 'warning', 'critical'");
    }
  }

  private static void refuse(String why) {
    throw RequestException.bad(why);
  }

  private static Optional<String> weightFault(Weights weights) {
    if (weights.passing() < 1) {
      return Optional.of("Invalid Weights: Passing must be greater than 0");
    }
    if (weights.warning() < 0) {
      return Optional.of("Invalid Weights: Warning must be greater or equal than 0");
    }
    return weights.passing() > WEIGHT_MAX || weights.warning() > WEIGHT_MAX
        ? Optional.of("Invalid Weights: DNS Weight must be between 0 and " + WEIGHT_MAX)
        : Optional.empty();
  }

  private static List<String> faults(ServiceBody body) {
    var faults = new ArrayList<String>();
    if (body.locality()
        .filter(where -> where.region().isEmpty() && !where.zone().isEmpty())
        .isPresent()) {
      faults.add("zone cannot be set without region");
    }
    Sidecars.of(body).ifPresent(sidecar -> sidecarFaults(sidecar, faults));
    faults.addAll(ProxyRules.problems(ServiceForms.service(body, false)));
    return faults;
  }

  private static void sidecarFaults(ServiceBody sidecar, List<String> faults) {
    if (!sidecar.id().isEmpty()) {
      faults.add("A SidecarService cannot specify an ID as this is managed by the agent");
    }
    if (Sidecars.of(sidecar).isPresent()) {
      faults.add("A SidecarService cannot have a nested SidecarService");
    }
  }

  /**
   * Checks the registration of a sidecar with all that was filled in; addresses and weights are
   * taken as they are, as by Consul 1.21.4.
   */
  static void checkSidecar(ServiceBody sidecar) {
    var faults = ProxyRules.problems(ServiceForms.service(sidecar, true));
    if (!faults.isEmpty()) {
      throw RequestException.bad("Failed Validation: " + ProxyRules.list(faults));
    }
  }
}
