package praetor.agent.event;

import java.util.List;
import praetor.agent.RequestException;
import praetor.model.DecodeException;
import praetor.model.regex.GoRegex;

/**
 * Which agents an event is for.
 *
 * <p>Source: errors, their order and matches of Consul 1.21.4: any part of a name may match, and
 * one service has to have both name and tag.
 */
final class EventFilters {
  private EventFilters() {}

  /**
   * Refuses an event whose filters cannot be understood.
   *
   * @throws RequestException 500 with Consul's text
   */
  static void check(UserEvent event) {
    if (!event.tagFilter().isEmpty() && event.serviceFilter().isEmpty()) {
      throw RequestException.failed("Cannot provide tag filter without service filter");
    }
    check("node", event.nodeFilter());
    check("service", event.serviceFilter());
    check("tag", event.tagFilter());
  }

  private static void check(String which, String expression) {
    try {
      GoRegex.compile(expression);
    } catch (DecodeException e) {
      throw RequestException.failed("Invalid " + which + " filter: " + e.getMessage());
    }
  }

  /**
   * Whether an event is for the agent of a node with these services.
   *
   * @throws DecodeException a filter cannot be understood
   */
  static boolean match(UserEvent event, String node, List<TaggedService> services)
      throws DecodeException {
    if (!event.nodeFilter().isEmpty() && !GoRegex.compile(event.nodeFilter()).matches(node)) {
      return false;
    }
    if (event.serviceFilter().isEmpty()) {
      return true;
    }
    var name = GoRegex.compile(event.serviceFilter());
    var tag = GoRegex.compile(event.tagFilter());
    boolean anyTag = event.tagFilter().isEmpty();
    return services.stream()
        .filter(service -> name.matches(service.name()))
        .anyMatch(service -> anyTag || service.tags().stream().anyMatch(tag::matches));
  }
}
