package praetor.agent.local;

import java.util.List;
import java.util.Optional;
import praetor.model.HealthCheck;
import praetor.model.NodeService;

/**
 * What has to be written to the catalog about one thing, in this order.
 *
 * @param subject one thing is pushed once at a time
 */
record Push(Subject subject, List<Step> steps) {
  /** What a push is about. A service goes with its checks. */
  sealed interface Subject {
    enum OfNode implements Subject {
      NODE
    }

    record OfService(String id) implements Subject {}

    record OfNodeCheck(String id) implements Subject {}
  }

  /** One write. */
  sealed interface Write {
    /** Registers the service, the checks, or the node alone. */
    record Register(Optional<NodeService> service, List<HealthCheck> checks, boolean withNode)
        implements Write {}

    record RemoveService(String id) implements Write {}

    record RemoveCheck(String id) implements Write {}
  }

  /**
   * A write with what it settles.
   *
   * @param token empty for the agent's own
   * @param marks the entries as they were when the write was made
   */
  record Step(Write write, String token, List<Mark> marks) {}

  /** An entry of the local state in one of its versions. */
  record Mark(LocalState.Entry<?> entry, long version) {}
}
