package praetor.dns;

/** What the checks of an instance and of its node amount to, from good to bad. */
public enum InstanceHealth {
  /** All pass, or there are none. */
  PASSING,
  /** One warns and none is worse. */
  WARNING,
  /**
   * One has a state of another name, and none is critical.
   *
   * <p>Source: Consul 1.21.4: such an instance is answered with weight 1, but not with {@code
   * only_passing}.
   */
  UNKNOWN,
  /** One is critical: the instance is not answered. */
  CRITICAL
}
