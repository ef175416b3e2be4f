package praetor.gossip.wire;

import java.util.List;
import praetor.model.Bytes;

/** What a stream carries: one request, and at most one answer of the same kinds. */
public sealed interface StreamMessage
    permits StreamMessage.PushPull, StreamMessage.Failure, Message.Ping, Message.Ack, Message.User {
  /**
   * Everything that a member knows about the others.
   *
   * @param join whether the one who began wants to join
   * @param userState the state of the layer on top
   */
  record PushPull(boolean join, List<NodeState> nodes, Bytes userState) implements StreamMessage {
    public PushPull {
      nodes = List.copyOf(nodes);
    }
  }

  /** The other side could not read the request. */
  record Failure(String error) implements StreamMessage {}

  /** What a member says about another in a push/pull. */
  record NodeState(
      String name,
      Endpoint endpoint,
      Bytes meta,
      long incarnation,
      Liveness liveness,
      Versions versions) {}
}
