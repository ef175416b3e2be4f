package praetor.cli.event;

import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.client.Query;
import praetor.model.DecodeException;
import praetor.model.regex.GoRegex;

/** The flags that say which agents an event is for. */
final class EventTarget {
  private final Flag<String> node;
  private final Flag<String> service;
  private final Flag<String> tag;

  EventTarget(Flags flags) {
    node = flags.text("node", "Only nodes whose name fits this regular expression.");
    service = flags.text("service", "Only nodes with a service whose name fits this expression.");
    tag = flags.text("tag", "With -service: only where a tag of it fits this expression.");
  }

  /**
   * Refuses expressions that cannot be understood.
   *
   * @throws CommandException with Consul's text
   */
  void check() throws CommandException {
    check(node, "node");
    check(service, "service");
    if (!tag.value().isEmpty() && service.value().isEmpty()) {
      throw new CommandException("Cannot provide tag filter without service filter.");
    }
    check(tag, "tag");
  }

  private static void check(Flag<String> flag, String which) throws CommandException {
    try {
      GoRegex.compile(flag.value());
    } catch (DecodeException wrong) {
      throw new CommandException(
          "Failed to compile " + which + " filter regexp: " + wrong.getMessage());
    }
  }

  /** The parameters of the event's request. */
  Query query() {
    var query = Query.NONE;
    for (var flag : java.util.List.of(node, service, tag)) {
      query = flag.value().isEmpty() ? query : query.and(flag.name(), flag.value());
    }
    return query;
  }
}
