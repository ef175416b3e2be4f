package praetor.agent.local;

import java.util.List;
import praetor.model.HealthCheck;

/** One status of several checks. Pure. */
public final class LocalHealth {
  /** The status of a service that somebody took out of use. */
  public static final String MAINTENANCE = "maintenance";

  private LocalHealth() {}

  /** The worst there is; maintenance is worse than critical, and no checks at all are passing. */
  public static String worst(List<LocalCheck> checks) {
    var worst = HealthCheck.PASSING;
    for (var check : checks) {
      if (CheckDefinitions.isMaintenance(check.id())) {
        return MAINTENANCE;
      }
      var status = check.health().status();
      if (status.equals(HealthCheck.CRITICAL)
          || status.equals(HealthCheck.WARNING) && worst.equals(HealthCheck.PASSING)) {
        worst = status;
      }
    }
    return worst;
  }
}
