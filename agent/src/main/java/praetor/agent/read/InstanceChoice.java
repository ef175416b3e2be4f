package praetor.agent.read;

import java.util.List;
import java.util.Map;

/**
 * Which instances of a service are asked for.
 *
 * @param connect those through which the mesh reaches the service instead of its own
 * @param tags all of which an instance must have
 * @param nodeMeta pairs that the metadata of its node must have
 * @param health which of them their checks leave
 */
public record InstanceChoice(
    String service,
    boolean connect,
    List<String> tags,
    Map<String, String> nodeMeta,
    InstanceChoice.Health health) {
  /** Which instances their checks leave. */
  public enum Health {
    ANY,
    /** Without a critical check. */
    NOT_CRITICAL,
    /** All of whose checks pass. */
    PASSING
  }

  public InstanceChoice {
    tags = List.copyOf(tags);
    nodeMeta = Map.copyOf(nodeMeta);
  }

  /** Every instance of a service. */
  public static InstanceChoice all(String service) {
    return new InstanceChoice(service, false, List.of(), Map.of(), Health.ANY);
  }

  /** Whether no instance is left out. */
  boolean isAll() {
    return tags.isEmpty() && nodeMeta.isEmpty() && health == Health.ANY;
  }
}
