package praetor.gossip;

import java.util.Map;
import java.util.Set;
import praetor.model.Bytes;

/**
 * The answers to a query.
 *
 * @param acks who got it, if that was asked
 * @param answers what they said, by the members' names
 */
public record QueryResult(Set<String> acks, Map<String, Bytes> answers) {
  public QueryResult {
    acks = Set.copyOf(acks);
    answers = Map.copyOf(answers);
  }
}
