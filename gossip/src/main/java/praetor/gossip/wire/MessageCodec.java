package praetor.gossip.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import praetor.gossip.wire.Message.Source;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.PackWriter;

/**
 * Writes and reads single messages: a type byte and a map whose names are in byte order.
 *
 * <p>Source: packets of Consul 1.21.4; what it writes is written here byte for byte.
 */
public final class MessageCodec {
  private MessageCodec() {}

  public static byte[] encode(Message message) {
    var out = new PackWriter(128);
    switch (message) {
      case Message.Ping ping -> writePing(ping, out);
      case Message.IndirectPing ping -> writeIndirectPing(ping, out);
      case Message.Ack ack -> writeAck(ack, out);
      case Message.Nack(long sequence) ->
          out.rawByte(MessageType.NACK).mapHeader(1).string("SeqNo").unsigned(sequence);
      case Message.Suspect(long incarnation, String node, String from) ->
          writeAccusation(MessageType.SUSPECT, incarnation, node, from, out);
      case Message.Alive alive -> writeAlive(alive, out);
      case Message.Dead(long incarnation, String node, String from) ->
          writeAccusation(MessageType.DEAD, incarnation, node, from, out);
      case Message.User(Bytes payload) -> {
        return prefixed(MessageType.USER, payload.array());
      }
    }
    return out.toBytes();
  }

  static byte[] prefixed(int type, byte[] rest) {
    var whole = new byte[rest.length + 1];
    whole[0] = (byte) type;
    System.arraycopy(rest, 0, whole, 1, rest.length);
    return whole;
  }

  static void writePing(Message.Ping ping, PackWriter out) {
    out.rawByte(MessageType.PING).mapHeader(2 + sourceFields(ping.source()));
    out.string("Node").string(ping.node()).string("SeqNo").unsigned(ping.sequence());
    writeSource(ping.source(), out);
  }

  private static void writeIndirectPing(Message.IndirectPing ping, PackWriter out) {
    out.rawByte(MessageType.INDIRECT_PING).mapHeader(5 + sourceFields(ping.source()));
    out.string("Nack").bool(ping.nack()).string("Node").string(ping.node());
    out.string("Port").unsigned(ping.target().port()).string("SeqNo").unsigned(ping.sequence());
    writeSource(ping.source(), out);
    out.string("Target").raw(ping.target().ip().array());
  }

  private static int sourceFields(Optional<Source> source) {
    return source.map(s -> (s.node().isEmpty() ? 2 : 3)).orElse(0);
  }

  private static void writeSource(Optional<Source> optional, PackWriter out) {
    if (optional.isEmpty()) {
      return;
    }
    var source = optional.get();
    out.string("SourceAddr").raw(source.endpoint().ip().array());
    if (!source.node().isEmpty()) {
      out.string("SourceNode").string(source.node());
    }
    out.string("SourcePort").unsigned(source.endpoint().port());
  }

  static void writeAck(Message.Ack ack, PackWriter out) {
    out.rawByte(MessageType.ACK).mapHeader(2).string("Payload");
    if (ack.payload().isEmpty()) {
      out.nil();
    } else {
      out.raw(ack.payload().array());
    }
    out.string("SeqNo").unsigned(ack.sequence());
  }

  private static void writeAccusation(
      int type, long incarnation, String node, String from, PackWriter out) {
    out.rawByte(type).mapHeader(3).string("From").string(from);
    out.string("Incarnation").unsigned(incarnation).string("Node").string(node);
  }

  private static void writeAlive(Message.Alive alive, PackWriter out) {
    out.rawByte(MessageType.ALIVE).mapHeader(6);
    out.string("Addr").raw(alive.endpoint().ip().array());
    out.string("Incarnation").unsigned(alive.incarnation());
    out.string("Meta").raw(alive.meta().array());
    out.string("Node").string(alive.node());
    out.string("Port").unsigned(alive.endpoint().port());
    out.string("Vsn").raw(alive.versions().bytes().array());
  }

  /**
   * Reads one message that is neither compound nor compressed.
   *
   * @param in positioned at the type byte; what follows the message is ignored
   */
  static Message decode(ByteBuffer in) throws DecodeException {
    if (!in.hasRemaining()) {
      throw new DecodeException("missing message type byte");
    }
    int type = in.get() & 0xff;
    if (type == MessageType.USER) {
      var payload = new byte[in.remaining()];
      in.get(payload);
      return new Message.User(Bytes.owned(payload));
    }
    var fields = new MessageFields();
    fields.read(new FieldReader(in));
    return switch (type) {
      case MessageType.PING -> fields.ping();
      case MessageType.INDIRECT_PING -> fields.indirectPing();
      case MessageType.ACK -> fields.ack();
      case MessageType.NACK -> new Message.Nack(fields.sequence);
      case MessageType.SUSPECT -> fields.suspect();
      case MessageType.ALIVE -> fields.alive();
      case MessageType.DEAD -> fields.dead();
      default -> throw new DecodeException("msg type (" + type + ") not supported");
    };
  }
}
