package praetor.dns;

/**
 * The worst state among an instance's checks.
 *
 * <p>Source: Consul 1.21.4: a state of any other name does not exclude an instance, but it does
 * with {@code only_passing}: it counts as a warning.
 */
public enum InstanceHealth {
  PASSING,
  WARNING,
  CRITICAL
}
