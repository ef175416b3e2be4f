package praetor.agent.recovery;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/**
 * A server of the group, in the form of {@code peers.json} with its name besides.
 *
 * @param address of its server port, where it was last; empty when unknown
 * @param node its node name; empty when unknown
 */
public record GroupServer(String id, String address, boolean nonVoter, String node) {

  /** Source: {@code peers.json} in the public documentation of outage recovery. */
  public static final Shape<GroupServer> SHAPE =
      Shape.<GroupServer>of("recovery.Server")
          .field("id", STRING, GroupServer::id)
          .field("address", STRING, GroupServer::address)
          .field("non_voter", BOOL, GroupServer::nonVoter)
          .field("node", STRING, GroupServer::node)
          .build(v -> new GroupServer(v.next(), v.next(), v.next(), v.next()));

  boolean votes() {
    return !nonVoter;
  }

  /** What people call it: its name, or its id when that is not known. */
  public String title() {
    return node.isEmpty() ? id : node;
  }

  /** Whether somebody means it who says a name, an id or the beginning of an id. */
  boolean isMeantBy(String word) {
    return node.equals(word) || id.startsWith(word);
  }
}
