package praetor.raft.net;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The first thing on a connection: u32 magic, u8 version, u8 purpose, then the ids of both ends,
 * each with a u8 length before it. Naming the server that is meant guards against an address that
 * belongs to another one by now.
 */
record Greeting(Purpose purpose, String from, String to) {

  private static final int MAGIC = 0x5052_4146;
  private static final int VERSION = 1;

  /** What follows. */
  enum Purpose {
    /** Frames in both directions. */
    CALLS(1),
    /** The name of a snapshot; answered by its file. */
    SNAPSHOT(2);

    private final int code;

    Purpose(int code) {
      this.code = code;
    }

    static Purpose of(int code) throws DecodeException {
      for (var purpose : values()) {
        if (purpose.code == code) {
          return purpose;
        }
      }
      throw new DecodeException("unknown purpose " + code);
    }
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeInt(MAGIC);
    out.writeByte(VERSION);
    out.writeByte(purpose.code);
    writeText(out, from);
    writeText(out, to);
  }

  static Greeting readFrom(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new DecodeException("not a raft connection");
    }
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new DecodeException("unknown version " + version + " of the raft protocol");
    }
    return new Greeting(Purpose.of(in.readUnsignedByte()), readText(in), readText(in));
  }

  static void writeText(DataOutputStream out, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeByte(bytes.length);
    out.write(bytes);
  }

  static String readText(DataInputStream in) throws IOException {
    var bytes = new byte[in.readUnsignedByte()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
