package praetor.agent.checks;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import praetor.agent.config.CheckDefinition;
import praetor.model.HealthCheck;

/** What a definition of a check must hold to. Source: texts and order of Consul 1.21.4. */
public final class CheckRules {
  private static final Set<String> STATUSES =
      Set.of(HealthCheck.PASSING, HealthCheck.WARNING, HealthCheck.CRITICAL);

  private CheckRules() {}

  public static boolean isStatus(String status) {
    return STATUSES.contains(status);
  }

  public static boolean isAlias(CheckDefinition check) {
    return !check.aliasNode().isEmpty() || !check.aliasService().isEmpty();
  }

  /** Whether somebody else reports the status, in time. */
  public static boolean isTtl(CheckDefinition check) {
    return !isProbe(check) && !isAlias(check) && isPositive(check.ttl());
  }

  /** Whether it starts a program. */
  public static boolean isScript(CheckDefinition check) {
    return !check.args().isEmpty();
  }

  /** What is wrong with the definition. */
  public static Optional<String> firstFault(CheckDefinition check) {
    return timingFault(check).or(() -> limitFault(check));
  }

  private static Optional<String> timingFault(CheckDefinition check) {
    boolean interval = isPositive(check.interval());
    boolean ttl = isPositive(check.ttl());
    boolean probe = isProbe(check);
    if (interval && ttl) {
      return Optional.of("Interval and TTL cannot both be specified");
    }
    if (probe && !interval) {
      return Optional.of(
          "Interval must be > 0 for Script, HTTP, H2PING, TCP, UDP or OSService checks");
    }
    if (isAlias(check)) {
      return ttl ? Optional.of("TTL must be not be set for Alias checks") : Optional.empty();
    }
    return probe || ttl ? Optional.empty() : Optional.of("TTL must be > 0 for TTL checks");
  }

  private static Optional<String> limitFault(CheckDefinition check) {
    if (check.outputMaxSize() < 0) {
      return Optional.of("MaxOutputMaxSize must be positive");
    }
    return check.failuresBeforeWarning() > check.failuresBeforeCritical()
        ? Optional.of("FailuresBeforeWarning can't be higher than FailuresBeforeCritical")
        : Optional.empty();
  }

  private static boolean isProbe(CheckDefinition check) {
    return isScript(check)
        || !check.http().isEmpty()
        || !check.h2ping().isEmpty()
        || !check.tcp().isEmpty()
        || !check.udp().isEmpty()
        || !check.grpc().isEmpty()
        || !check.osService().isEmpty();
  }

  private static boolean isPositive(Duration duration) {
    return duration.compareTo(Duration.ZERO) > 0;
  }
}
