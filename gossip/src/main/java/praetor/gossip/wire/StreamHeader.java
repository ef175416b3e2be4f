package praetor.gossip.wire;

import java.nio.ByteBuffer;
import praetor.model.DecodeException;
import praetor.model.codec.PackWriter;

/**
 * What stands before the nodes and the user state of a push/pull, or before a user message.
 *
 * @param userBytes length of what follows behind the nodes
 */
record StreamHeader(boolean join, int nodes, int userBytes) {
  /** Source: memberlist 0.6 refuses more than a Mi of nodes and 20 MiB of user state. */
  private static final int NODES_MAX = 1 << 20;

  static StreamHeader read(ByteBuffer in) throws DecodeException {
    var fields = new Fields();
    var reader = new FieldReader(in);
    reader.map(name -> fields.readField(name, reader));
    return new StreamHeader(fields.join, fields.nodes, fields.userBytes);
  }

  private static final class Fields {
    private boolean join;
    private int nodes;
    private int userBytes;

    void readField(String name, FieldReader in) throws DecodeException {
      switch (name) {
        case "Join" -> join = in.bool();
        case "Nodes" -> nodes = in.count(NODES_MAX);
        case "UserStateLen", "UserMsgLen" -> userBytes = in.count(StreamFramer.MAX_BYTES);
        default -> in.skip();
      }
    }
  }

  void writePushPull(PackWriter out) {
    out.rawByte(MessageType.PUSH_PULL).mapHeader(3).string("Join").bool(join);
    out.string("Nodes").unsigned(nodes).string("UserStateLen").unsigned(userBytes);
  }

  static void writeUser(int length, PackWriter out) {
    out.rawByte(MessageType.USER).mapHeader(1).string("UserMsgLen").unsigned(length);
  }
}
