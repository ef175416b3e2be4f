package praetor.gossip;

import java.time.Duration;
import org.slf4j.event.Level;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.Keyring;
import praetor.gossip.wire.StreamMessage;
import praetor.model.Bytes;

/** What the state machine of a member wants done, in the order in which it said so. */
public sealed interface Output {
  /** Send a datagram. */
  record Packet(Endpoint to, Bytes bytes) implements Output {}

  /**
   * Open a stream, send the request, and bring back the answer or the failure under the id.
   *
   * @param answered whether an answer is expected; if not, an empty one is brought back once sent
   */
  record Exchange(long id, Endpoint to, StreamMessage request, boolean answered, Duration timeout)
      implements Output {}

  /** Answer a stream that another member opened, and close it. */
  record Answer(long stream, StreamMessage answer) implements Output {}

  /** Close a stream that another member opened. */
  record Close(long stream) implements Output {}

  /** Tell the application. */
  record Tell(GossipEvent event) implements Output {}

  /** Use these keys for streams from now on, and keep them. */
  record UseKeyring(Keyring keyring) implements Output {}

  /** Write to the log. */
  record Note(Level level, String text) implements Output {}

  /** Stop: another member owns this one's name. */
  record GiveUp(String reason) implements Output {}
}
