package praetor.agent.rpc.yamux;

import java.nio.ByteBuffer;
import praetor.model.DecodeException;

/**
 * What stands before each frame: version, type, flags, stream and length, 12 bytes in network
 * order.
 *
 * @param stream 0 for the session itself. Unsigned
 * @param length of the data that follow, or a window's growth, a ping's number, a go-away's code. 0
 *     to 2^32-1
 */
record FrameHeader(Type type, int flags, int stream, long length) {
  static final int BYTES = 12;

  static final int SYN = 1;
  static final int ACK = 2;
  static final int FIN = 4;
  static final int RST = 8;

  private static final int VERSION = 0;

  enum Type {
    DATA(0),
    WINDOW_UPDATE(1),
    PING(2),
    GO_AWAY(3);

    private final int number;

    Type(int number) {
      this.number = number;
    }

    static Type of(int number) throws DecodeException {
      return switch (number) {
        case 0 -> DATA;
        case 1 -> WINDOW_UPDATE;
        case 2 -> PING;
        case 3 -> GO_AWAY;
        default -> throw new DecodeException("yamux: Invalid message type: " + number);
      };
    }
  }

  static FrameHeader data(int stream, int length) {
    return new FrameHeader(Type.DATA, 0, stream, length);
  }

  static FrameHeader window(int stream, int flags, long growth) {
    return new FrameHeader(Type.WINDOW_UPDATE, flags, stream, growth);
  }

  static FrameHeader ping(int flags, long number) {
    return new FrameHeader(Type.PING, flags, 0, number);
  }

  static FrameHeader goAway(long code) {
    return new FrameHeader(Type.GO_AWAY, 0, 0, code);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Reads the first {@link #BYTES} of an array. */
  static FrameHeader decode(byte[] bytes) throws DecodeException {
    if (bytes.length < BYTES) {
      throw new DecodeException("yamux: " + bytes.length + " bytes are no frame");
    }
    var in = ByteBuffer.wrap(bytes);
    int version = in.get() & 0xff;
    if (version != VERSION) {
      throw new DecodeException("yamux: Invalid protocol version: " + version);
    }
    var type = Type.of(in.get() & 0xff);
    return new FrameHeader(type, in.getShort() & 0xffff, in.getInt(), in.getInt() & 0xffff_ffffL);
  }

  byte[] encode() {
    return ByteBuffer.allocate(BYTES)
        .put((byte) VERSION)
        .put((byte) type.number)
        .putShort((short) flags)
        .putInt(stream)
        .putInt((int) length)
        .array();
  }
}
