package praetor.agent.local;

import java.util.OptionalLong;
import praetor.agent.config.CheckDefinition;
import praetor.model.HealthCheck;

/**
 * A check of this agent.
 *
 * @param definition how it is run; empty parts for a maintenance check
 * @param token with which it is written to the catalog; empty for the agent's own
 * @param criticalSinceNanos the monotonic time since which it has been critical
 */
public record LocalCheck(
    HealthCheck health, CheckDefinition definition, String token, OptionalLong criticalSinceNanos) {
  public String id() {
    return health.checkId();
  }

  boolean isOf(String serviceId) {
    return health.serviceId().equals(serviceId);
  }

  @Override
  public String toString() {
    return "LocalCheck[" + id() + " " + health.status() + "]";
  }
}
