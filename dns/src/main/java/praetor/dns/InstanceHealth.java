package praetor.dns;

/** The worst state among an instance's checks; a state of any other name counts as passing. */
public enum InstanceHealth {
  PASSING,
  WARNING,
  CRITICAL
}
