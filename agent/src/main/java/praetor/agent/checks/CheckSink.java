package praetor.agent.checks;

/** Takes what checks find. Safe for any thread; does not block. */
@FunctionalInterface
public interface CheckSink {
  /** A check that is no longer known is ignored. */
  void update(String checkId, CheckResult result);
}
