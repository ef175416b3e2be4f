package praetor.raft.net;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.UnsafeByteOperations;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;

/**
 * One message on a connection: u32 length of the body, u8 kind, u64 number of the call, body. An
 * answer has the kind and number of its call.
 */
public final class Frame {

  /** The largest command, its envelope, and room to grow. */
  static final int BODY_BYTES_MAX = 128 << 20;

  /** Up to here the whole body is trusted to come and gets its memory at once. */
  private static final int TRUSTED_BYTES = 1 << 20;

  private Frame() {}

  /** A frame that came in. */
  public record Incoming(int kind, long call, ByteString body) {}

  /** A frame to be sent; the message is encoded by the thread that writes. */
  record Outgoing(int kind, long call, MessageLite message) {

    int size() {
      return message.getSerializedSize();
    }

    void writeTo(DataOutputStream out) throws IOException {
      int size = size();
      out.writeInt(size);
      out.writeByte(kind);
      out.writeLong(call);
      var coded = CodedOutputStream.newInstance(out, Math.clamp(size, 64, 4_096));
      message.writeTo(coded);
      coded.flush();
    }
  }

  static Incoming readFrom(DataInputStream in) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > BODY_BYTES_MAX) {
      throw new DecodeException("frame of " + Integer.toUnsignedString(size) + " bytes");
    }
    int kind = in.readUnsignedByte();
    long call = in.readLong();
    // Nobody else has the array: no need to copy it.
    return new Incoming(kind, call, UnsafeByteOperations.unsafeWrap(body(in, size)));
  }

  private static byte[] body(DataInputStream in, int size) throws IOException {
    if (size <= TRUSTED_BYTES) {
      var body = new byte[size];
      in.readFully(body);
      return body;
    }
    var body = in.readNBytes(size);
    if (body.length < size) {
      throw new EOFException("frame cut off");
    }
    return body;
  }
}
