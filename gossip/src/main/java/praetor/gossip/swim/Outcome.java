package praetor.gossip.swim;

import praetor.gossip.wire.Message;
import praetor.gossip.wire.StreamMessage;
import praetor.model.Bytes;

/** What came of an exchange by stream. */
public sealed interface Outcome {
  record Answered(StreamMessage answer) implements Outcome {}

  /** The request was sent, and no answer was expected. */
  record Sent() implements Outcome {}

  record Failed(String why) implements Outcome {}

  /** Whether it answers the ping of that number. */
  default boolean isAckOf(long sequence) {
    return this instanceof Answered(Message.Ack(long acked, Bytes _)) && acked == sequence;
  }
}
