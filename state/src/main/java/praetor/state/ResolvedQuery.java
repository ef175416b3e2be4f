package praetor.state;

import praetor.model.PreparedQuery;

/** What an id or a name leads to. */
public sealed interface ResolvedQuery {
  /** A query, ready to be executed: of a template, what it is for this name. */
  record Found(PreparedQuery query) implements ResolvedQuery {}

  record Absent() implements ResolvedQuery {}

  /**
   * There is one that cannot be executed so.
   *
   * @param reason as Consul words it
   */
  record Refused(String reason) implements ResolvedQuery {}
}
