package praetor.agent.local;

import java.util.List;
import praetor.agent.checks.CheckResult;
import praetor.model.HealthCheck;

/** What an alias check says of the checks it follows: the worst of them. Pure. */
final class AliasRule {
  private AliasRule() {}

  /**
   * The result of an alias check.
   *
   * @param followed the checks of the service and of its node. A node's own alias check is one of
   *     these and follows itself, as on Consul 1.21.4; it does not repeat its own words
   * @param aliasId the alias check
   */
  static CheckResult of(List<HealthCheck> followed, String aliasId) {
    for (var status : List.of(HealthCheck.CRITICAL, HealthCheck.WARNING)) {
      for (var check : followed) {
        if (check.status().equals(status)) {
          var output = check.checkId().equals(aliasId) ? "" : check.output();
          return new CheckResult(
              status, "Aliased check \"" + check.name() + "\" failing: " + output);
        }
      }
    }
    return CheckResult.passing(followed.isEmpty() ? "No checks found." : "All checks passing.");
  }

  static CheckResult serviceMissing(String service, String node) {
    return CheckResult.critical("Service " + service + " could not be found on node " + node);
  }
}
