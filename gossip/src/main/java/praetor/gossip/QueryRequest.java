package praetor.gossip;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.model.Bytes;

/**
 * A question to the members of a pool.
 *
 * @param nodes whom it is for; empty means everybody
 * @param tags for members whose tag values match these expressions
 * @param acks whether each member should tell that it got the question
 * @param relayFactor by how many other members an answer is sent too
 * @param timeout how long to listen; absent means a time that fits the size of the pool
 */
public record QueryRequest(
    String name,
    Bytes payload,
    List<String> nodes,
    Map<String, String> tags,
    boolean acks,
    int relayFactor,
    Optional<Duration> timeout) {
  public QueryRequest {
    nodes = List.copyOf(nodes);
    tags = Map.copyOf(tags);
  }

  /** A question to everybody. */
  public static QueryRequest of(String name, Bytes payload) {
    return new QueryRequest(name, payload, List.of(), Map.of(), false, 0, Optional.empty());
  }

  public QueryRequest withNodes(List<String> changed) {
    return new QueryRequest(name, payload, changed, tags, acks, relayFactor, timeout);
  }

  public QueryRequest withTags(Map<String, String> changed) {
    return new QueryRequest(name, payload, nodes, changed, acks, relayFactor, timeout);
  }

  public QueryRequest withAcks() {
    return new QueryRequest(name, payload, nodes, tags, true, relayFactor, timeout);
  }

  public QueryRequest withRelayFactor(int changed) {
    return new QueryRequest(name, payload, nodes, tags, acks, changed, timeout);
  }

  public QueryRequest withTimeout(Duration changed) {
    return new QueryRequest(name, payload, nodes, tags, acks, relayFactor, Optional.of(changed));
  }
}
